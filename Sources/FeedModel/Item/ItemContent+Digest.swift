extension ItemContent {
    /// Tells whether two contents say the same to a reader.
    ///
    /// White space between words is no difference; nor are tags, pictures and attachments, which generators shuffle
    /// without an edit.
    package var digest: ContentDigest {
        var message: [UInt8] = []
        let texts = [title, link?.normalised ?? "", html ?? text ?? "", summary ?? ""]
        message.reserveCapacity(texts.reduce(72) { $0 + $1.utf8.count + 1 })
        for text in texts {
            message.append(collapsing: text.utf8Span.span)
            // No UTF-8 holds this byte, so no two lists of texts run together.
            message.append(0xFF)
        }
        return ContentDigest(of: message)
    }
}

extension [UInt8] {
    /// Appends a text with runs of ASCII white space as one space, and none at either end.
    fileprivate mutating func append(collapsing text: Span<UInt8>) {
        var isPending = false
        var isBegun = false
        for index in text.indices {
            let byte = text[index]
            if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) {
                isPending = isBegun
            } else {
                if isPending { append(0x20) }
                isPending = false
                isBegun = true
                append(byte)
            }
        }
    }
}
