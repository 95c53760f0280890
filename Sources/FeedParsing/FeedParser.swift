package import FeedModel
import XMLReading

/// Reads feed documents of every format: RSS, RDF, Atom, CDF and JSON Feed.
package enum FeedParser {
    /// The version of the reading rules, stored with each document's digest: a newer one reads the same bytes anew.
    package static let version = 1

    /// Bytes of a document that is read at all: 64 MiB.
    package static let largest = 64 << 20

    /// What `document` says, completed and cleaned (`parse-json.md`).
    ///
    /// What can be recovered from a damaged document is, and `problems` say what was wrong. No network, no file and no
    /// clock is touched.
    /// - Throws: `ParseFailure.notAFeed` for anything else, `.limit` for what would be too much even to look at.
    package static func parse(
        _ document: FeedDocument, within limits: ItemLimits = .polled
    ) throws(ParseFailure) -> ParsedFeed {
        let draft = try draft(of: document)
        return Finishing.parsedFeed(from: draft, of: document, within: limits)
    }

    /// The same, or the empty feed that says why there is none; of a large document less is in memory at once.
    package static func outcome(
        of document: consuming FeedDocument, within limits: ItemLimits
    ) -> (feed: ParsedFeed, isFeed: Bool) {
        let draft: FeedDraft
        do throws(ParseFailure) {
            draft = try Self.draft(of: document)
        } catch {
            return (ParsedFeed(unreadable: error, of: document), false)
        }
        // The bytes have been read: they need not wait until the texts are cleaned.
        let rest = FeedDocument(bytes: [], url: document.url, contentType: document.contentType)
        _ = consume document
        return (Finishing.parsedFeed(from: draft, of: rest, within: limits), true)
    }

    private static func draft(of document: FeedDocument) throws(ParseFailure) -> FeedDraft {
        guard document.bytes.count <= largest else {
            throw .limit(reason: "the document is larger than \(largest >> 20) MiB")
        }
        let charset = document.contentType.flatMap(ContentType.charset)
        if JSONFeed.isLikely(document.bytes) {
            return try JSONFeed.draft(of: document.bytes, charset: charset)
        }
        return try xmlDraft(of: document.bytes, charset: charset)
    }

    /// The WHATWG name, in lower case, of the encoding that a document is in; `utf-8` for one too large to be read.
    static func encoding(of document: FeedDocument) -> String {
        guard document.bytes.count <= largest else { return "utf-8" }
        return TextDecoding.decoded(
            document.bytes, charset: document.contentType.flatMap(ContentType.charset),
            isXML: !JSONFeed.isLikely(document.bytes)
        ).encoding
    }

    private static func xmlDraft(of bytes: [UInt8], charset: String?) throws(ParseFailure) -> FeedDraft {
        let tree: XMLDocument
        do throws(XMLFault) {
            tree = try XMLDocument(reading: bytes, charset: charset) { FeedFormat(detecting: $0) != .unknown }
        } catch {
            switch error.kind {
            case .limitExceeded: throw .limit(reason: error.message)
            default: throw .notAFeed(looksLike: OtherDocument.name(of: bytes))
            }
        }
        let format = FeedFormat(detecting: tree.root)
        var draft: FeedDraft
        switch format {
        case .atom10, .atom03, .atom: draft = Atom.draft(of: tree, format: format)
        case .cdf: draft = CDF.draft(of: tree)
        case .unknown, .jsonFeed1, .jsonFeed11: throw .notAFeed(looksLike: OtherDocument.name(of: tree.root))
        default: draft = RSS.draft(of: tree, format: format)
        }
        draft.isCutShort = tree.faults.contains { $0.kind == .cutShort }
        draft.problems = tree.faults.map(ParseProblem.init) + draft.problems
        return draft
    }
}

extension ParseProblem {
    /// A fault of the markup in the words of feeds.
    init(_ fault: XMLFault) {
        let code: Code =
            switch fault.kind {
            case .notWellFormed, .cutShort, .noElement: .notWellFormed
            case .undefinedEntity: .undefinedEntity
            case .undeclaredPrefix: .undeclaredPrefix
            case .limitExceeded: .limitExceeded
            case .unknownEncoding: .unknownEncoding
            case .badEncoding: .badEncoding
            }
        self.init(code, line: fault.line, message: fault.message)
    }
}
