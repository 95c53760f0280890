extension ItemContent {
    /// Tells whether two contents are the same in all that is stored of them.
    ///
    /// White space between words is no difference, nor is the order of tags, which generators shuffle without an edit.
    package var digest: ContentDigest {
        var message = DigestMessage()
        message.reserve(html, text, summary)
        message.append(title)
        message.append(link?.text)
        message.append(html)
        message.append(text)
        message.append(summary)
        message.append(externalLink?.text)
        message.append(image?.text)
        message.append(language)
        message.append(commentsLink?.text)
        for tag in tags.sorted() { message.append(tag) }
        message.endList()
        for author in authors {
            for text in [author.name, author.url?.text, author.email, author.avatar?.text] {
                message.append(text)
            }
        }
        message.endList()
        for attachment in attachments {
            let size = attachment.size.map { "\($0)" }
            let duration = attachment.duration.map { "\($0)" }
            for text in [attachment.url.text, attachment.mimeType, attachment.title, size, duration] {
                message.append(text)
            }
        }
        return ContentDigest(of: message.bytes)
    }
}

/// Several texts in a row, parted by bytes that no UTF-8 holds, so that no two rows run together.
private struct DigestMessage {
    private(set) var bytes: [UInt8] = []

    mutating func reserve(_ texts: String?...) {
        bytes.reserveCapacity(texts.reduce(512) { $0 + ($1?.utf8.count ?? 0) })
    }

    /// Appends a text, or that there is none.
    mutating func append(_ text: String?) {
        if let text {
            append(collapsing: text.utf8Span.span)
        } else {
            bytes.append(0xFD)
        }
        bytes.append(0xFF)
    }

    mutating func endList() {
        bytes.append(0xFE)
    }

    /// Appends a text with runs of ASCII white space as one space, and none at either end.
    private mutating func append(collapsing text: Span<UInt8>) {
        bytes.append(addingCapacity: text.count) { output in
            var isPending = false
            var isBegun = false
            for index in text.indices {
                let byte = text[index]
                if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) {
                    isPending = isBegun
                } else {
                    if isPending { output.append(0x20) }
                    isPending = false
                    isBegun = true
                    output.append(byte)
                }
            }
        }
    }
}
