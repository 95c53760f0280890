import FeedModel
import FoundationEssentials
import Glibc

/// Items in a made-up language whose words are as unequal as those of a real one (Zipf), so that they compress and are
/// indexed as articles are. The same numbers give the same items.
struct SampleItems {
    private var chance: Chance
    private let words: [String]

    /// A word that every second item bears, and one of each few thousand.
    static let common = "halvar"
    static let rare = "zweitklang"

    init(seed: UInt64) {
        chance = Chance(state: seed)
        var dictionary = Chance(state: 7)
        words = (0..<Self.vocabulary).map { _ in Self.word(&dictionary) }
    }

    private static let vocabulary = 40_000

    /// - Parameter bytes: about how long the body is.
    mutating func item(_ number: Int, ofFeed feed: Int, bytes: Int, published: Date) -> ParsedItem {
        let link = "https://site\(feed).example/articles/\(number)-\(word())"
        var title = (0..<Int(4 + chance.fraction() * 6)).map { _ in word() }.joined(separator: " ")
        if number % Self.rarity == 0 { title += " " + Self.rare }
        var item = ParsedItem(
            key: ItemKey(guid: link), id: link,
            content: ItemContent(
                title: title, link: Link(link), authors: [Person(name: "\(word()) \(word())")],
                html: body(bytes, bearing: number % 2 == 0 ? Self.common : nil)))
        item.published = published
        return item
    }

    private static let rarity = 5_000

    private mutating func body(_ bytes: Int, bearing common: String?) -> String {
        var html = "<p>"
        var sentence = 0
        if let common { html += common + " " }
        while html.utf8.count < bytes {
            if chance.fraction() < 0.02 {
                html += "<a href=\"https://other.example/\(word())/\(word())\">\(word()) \(word())</a> "
            }
            html += word()
            sentence += 1
            if sentence % 12 == 0 { html += "." }
            html += sentence % 80 == 0 ? "</p>\n<p>" : " "
        }
        return html + "</p>"
    }

    /// The n-th word comes 1/n as often as the first.
    private mutating func word() -> String {
        words[min(Self.vocabulary, Int(exp(chance.fraction() * log(Double(Self.vocabulary))))) - 1]
    }

    private static func word(_ chance: inout Chance) -> String {
        let openings = [
            "b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w", "tr", "sch", "",
        ]
        let middles = ["a", "e", "i", "o", "u", "ei", "au", "ie"]
        let ends = ["", "", "n", "r", "s", "l", "t", "nd", "ck"]
        return (0..<1 + Int(chance.fraction() * 3)).map { _ in
            [openings, middles, ends].map { $0[Int(chance.fraction() * Double($0.count))] }.joined()
        }.joined()
    }
}

/// SplitMix64.
struct Chance {
    var state: UInt64

    /// From 0 up to 1.
    mutating func fraction() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((mixed ^ (mixed >> 31)) >> 11) / Double(UInt64(1) << 53)
    }
}
