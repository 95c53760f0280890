import FeedModel
import FeedParsing
import FoundationEssentials
import Testing

/// A document of the corpus, and what it must come to.
///
/// `NAME.arguments`, where there is one, says what came with the document: lines of `url` and `content-type`.
struct CorpusCase: CustomTestStringConvertible, Sendable {
    let name: String
    let document: FeedDocument
    let expected: [UInt8]

    var testDescription: String { name }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus")

    /// Those of feeds; the folders of the neighbours have tests of their own.
    static let all: [CorpusCase] = [
        "atom", "broken", "dates", "encodings", "hostile", "jsonfeed", "rdf", "rss",
    ].flatMap(cases)

    private static func cases(in folder: String) -> [CorpusCase] {
        let place = Self.folder.appending(path: folder)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
        let suffix = ".expected.json"
        return names.filter { $0.hasSuffix(suffix) }.sorted().compactMap { name in
            let stem = String(name.dropLast(suffix.count))
            let bytes = ["xml", "json"].lazy.compactMap { contents(of: place, "\(stem).\($0)") }.first
            guard let bytes, let expected = contents(of: place, name) else { return nil }
            let arguments =
                contents(of: place, stem + ".arguments").map { String(decoding: $0, as: UTF8.self) } ?? ""
            return CorpusCase(
                name: "\(folder)/\(stem)",
                document: FeedDocument(
                    bytes: bytes, url: value(of: "url", in: arguments).map { Link($0) },
                    contentType: value(of: "content-type", in: arguments)),
                expected: expected)
        }
    }

    private static func contents(of folder: URL, _ name: String) -> [UInt8]? {
        (try? Data(contentsOf: folder.appending(path: name))).map { Array($0) }
    }

    private static func value(of name: String, in arguments: String) -> String? {
        arguments.split(separator: "\n").first { $0.hasPrefix(name + " ") }.map {
            String($0.dropFirst(name.count + 1))
        }
    }
}

/// What is read in a document, or the empty feed that says why nothing is.
func outcome(of document: FeedDocument, within limits: ItemLimits = .whole) -> ParsedFeed {
    FeedParser.outcome(of: document, within: limits).feed
}

/// The feed that a string is the document of.
func feed(_ text: String, url: String? = nil, within limits: ItemLimits = .whole) -> ParsedFeed {
    outcome(
        of: FeedDocument(bytes: Array(text.utf8), url: url.map { Link($0) }, contentType: nil), within: limits
    )
}
