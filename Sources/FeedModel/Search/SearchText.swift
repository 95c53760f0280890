/// What an item is found by: its title, authors, tags and text, each as tokens with one blank between any two, in lower
/// case, without accents and markup (`TokenWriter` says how). The index need only cut at blanks.
package struct SearchText: Hashable, Sendable {
    package let title: String
    package let author: String
    /// Each tag as one token, which begins with `tagMark` and so is no word.
    package let tag: String
    /// Of the body, and of the summary where that says more; the first megabyte of it.
    package let body: String

    /// To be raised whenever the same content gives other tokens: the store then indexes every item anew.
    package static let version = 1

    /// How many bytes of tokens there are in all.
    package var size: Int {
        title.utf8.count + author.utf8.count + tag.utf8.count + body.utf8.count
    }

    /// Authors count by the names that lists show, and tags by their words, so that what lists know of an item gives
    /// the same tokens as what its feed said.
    package init(of content: ItemContent) {
        title = Self.tokens(of: content.title)
        author = Self.tokens(of: content.authors.map(\.displayName).joined(separator: " "))
        tag = content.tags.compactMap(Self.tagToken).joined(separator: " ")
        body = Self.body(of: content)
    }

    /// How many bytes of tokens a body has at most.
    static let longestBody = 1 << 20

    /// Begins the token of a tag, and stands for each blank in it. As a character for private use it is in no word.
    static let tagMark: Unicode.Scalar = "\u{E000}"

    /// The token of a tag; nil where there is no letter, digit or picture in it.
    package static func tagToken(_ tag: String) -> String? {
        var writer = TokenWriter(capacity: tag.utf8.count, partsRuns: false)
        writer.read(plain: tag)
        guard !writer.bytes.isEmpty else { return nil }
        let mark = String(tagMark)
        return mark + String(decoding: writer.bytes, as: UTF8.self).replacing(" ", with: mark)
    }

    /// The tokens of a short text.
    static func tokens(of text: String) -> String {
        var writer = TokenWriter(capacity: text.utf8.count)
        writer.read(plain: text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func body(of content: ItemContent) -> String {
        let length = (content.html ?? content.text ?? content.summary ?? "").utf8.count
        var writer = TokenWriter(capacity: min(length + 16, longestBody + 1_024))
        if let html = content.html {
            writer.read(markup: html, upTo: longestBody)
        } else if let text = content.text {
            writer.read(plain: text, upTo: longestBody)
        }
        if let summary = content.summary, writer.bytes.count < longestBody {
            var words = TokenWriter(capacity: summary.utf8.count)
            words.read(plain: summary, upTo: longestBody - writer.bytes.count)
            // An excerpt is nearly always how the body begins.
            if !writer.bytes.starts(with: words.bytes) { writer.read(plain: summary, upTo: longestBody) }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
