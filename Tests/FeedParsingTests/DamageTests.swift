import FeedModel
import FeedParsing
import Testing

@Suite struct DamageTests {
    /// The contract with hostile documents: a failure or a feed, whatever the bytes.
    @Test(arguments: CorpusCase.all)
    func `damaged in any way, a document is a feed or a failure`(_ example: CorpusCase) throws {
        var chance = SeededChance(
            seed: 0x7EA + UInt64(example.name.utf8.reduce(0) { $0 &* 31 &+ Int($1) } & 0xFFFF))
        for _ in 0..<40 {
            let bytes = Damage.applied(to: example.document.bytes, chance: &chance)
            let document = FeedDocument(
                bytes: bytes, url: example.document.url, contentType: example.document.contentType)
            let feed = outcome(of: document, within: .polled)
            #expect(feed.items.allSatisfy { !$0.id.isEmpty })
            #expect(feed.format != .unknown || feed.items.isEmpty)
            #expect(feed.items.allSatisfy { $0.content.attachments.count <= 50 })
        }
    }

    @Test func `the same document is read the same twice`() {
        for example in CorpusCase.all {
            #expect(outcome(of: example.document) == outcome(of: example.document))
        }
    }
}

/// SplitMix64, so that a failure can be met again.
struct SeededChance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Ways in which a document comes to harm.
enum Damage {
    static func applied(to bytes: [UInt8], chance: inout SeededChance) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &chance) {
            let place = Int.random(in: 0...bytes.count, using: &chance)
            let end = min(bytes.count, place + Int.random(in: 0...40, using: &chance))
            switch Int.random(in: 0..<6, using: &chance) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.removeSubrange(place...)
            case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 3:
                bytes.insert(
                    contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &chance)].utf8, at: place)
            case 4: if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &chance) }
            default: bytes.insert(UInt8.random(in: 0...255, using: &chance), at: place)
            }
        }
        return bytes
    }

    private static let pieces = [
        "<", ">", "&", "]]>", "<![CDATA[", "<!--", "-->", "<item>", "</item>", "<entry>", "</channel>",
        "\u{0}", "\"", "{",
        "}", "[", "\\ud800", "&#xD800;", "&nbsp;", "<?xml ", "<!DOCTYPE a [<!ENTITY b 'c'>]>",
        " xmlns:x=\"y\"", "<a:b>",
        "<rss>", "e9", "-1", "99999999999999999999", " xml:base=\"//\"", "\u{FEFF}",
    ]
}
