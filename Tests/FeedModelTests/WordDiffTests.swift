import Testing

@testable import FeedModel

/// What is marked as changed between two texts.
struct WordDiffTests {
    /// As it is printed in a pipe.
    private func marked(_ runs: [WordDiff.Run]) -> String {
        runs.map { run in
            let lead = run.words.first?.lead.text ?? ""
            return switch run.kind {
            case .removed: "\(lead)[-\(run.text)-]"
            case .added: "\(lead){+\(run.text)+}"
            case .same, .omitted: lead + run.text
            }
        }.joined()
    }

    private func marked(_ before: String, _ now: String) -> String {
        marked(WordDiff(from: before, to: now).excerpt(context: 1_000))
    }

    @Test(arguments: [
        ("", "", ""),
        ("", "A new text", "{+A new text+}"),
        ("An old text", "", "[-An old text-]"),
        ("The quick brown fox", "The slow brown fox", "The [-quick-]{+slow+} brown fox"),
        ("The quick fox", "The quick brown fox", "The quick {+brown+} fox"),
        ("The quick brown fox", "The quick fox", "The quick [-brown-] fox"),
        ("One two", "Two one", "[-One two-]{+Two one+}"),
        ("Costs 5 euros.", "Costs 7 euros.", "Costs [-5-]{+7+} euros."),
        ("The end", "The End", "The [-end-]{+End+}"),
    ])
    func `words that changed are marked`(before: String, now: String, expected: String) {
        #expect(marked(before, now) == expected)
    }

    @Test(arguments: [
        ("one two\nthree", "one\ntwo  three"), ("a\tb", "a b"), (" a ", "a"), ("a\u{A0}b", "a b"),
        ("caf\u{E9}", "cafe\u{301}"),
    ])
    func `white space and the encoding of a letter are no change`(before: String, now: String) {
        #expect(!WordDiff(from: before, to: now).hasChanges)
    }

    @Test(arguments: [
        ("東京は晴れです。", "東京は雨です。", "東京は[-晴れ-]{+雨+}です。"),
        ("東京 Tower opens", "東京 Tower closes", "東京 Tower [-opens-]{+closes+}"),
        ("Swift言語", "Rust言語", "[-Swift-]{+Rust+}言語"),
        ("สวัสดี", "สวัสดิ", "สวัส[-ดี-]{+ดิ+}"),
        ("서울은 맑다", "서울은 흐리다", "서울은 [-맑다-]{+흐리다+}"),
    ])
    func `scripts without blanks are compared by character`(before: String, now: String, expected: String) {
        #expect(marked(before, now) == expected)
    }

    @Test(arguments: [
        // An addition begins with a paragraph or a sentence, not within.
        (
            "One.\n\nThe cat.\n\nThe dog.", "One.\n\nThe cat.\n\nThe bird.\n\nThe dog.",
            "One.\n\nThe cat.\n\n{+The bird.+}\n\nThe dog."
        ),
        (
            "The cat ran. The dog sat.", "The cat ran. The bird flew. The dog sat.",
            "The cat ran. {+The bird flew.+} The dog sat."
        ),
        (
            "The cat ran. The bird flew. The dog sat.", "The cat ran. The dog sat.",
            "The cat ran. [-The bird flew.-] The dog sat."
        ),
        // What follows a paragraph that was taken out stays where it was.
        ("One.\n\nTwo.\n\nThree.", "One.\n\nThree.", "One.\n\n[-Two.-]\n\nThree."),
        // A word that happens to be in both stays in neither.
        (
            "alpha beta the gamma delta", "one two the three four",
            "[-alpha beta the gamma delta-]{+one two the three four+}"
        ),
        ("red fox the lazy dog", "blue fox the busy dog", "[-red-]{+blue+} fox the [-lazy-]{+busy+} dog"),
    ])
    func `changes are marked as a person would`(before: String, now: String, expected: String) {
        #expect(marked(before, now) == expected)
    }

    @Test func `long stretches that are the same are cut to a few words`() {
        let words = (1...20).map { "w\($0)" }
        let before = words.joined(separator: " ")
        let now = words.map { $0 == "w10" ? "new" : $0 }.joined(separator: " ")
        let diff = WordDiff(from: before, to: now)
        #expect(marked(diff.excerpt(context: 2)) == "… w8 w9 [-w10-]{+new+} w11 w12 …")
        #expect(
            marked(diff.excerpt(context: 8)) == "w1 w2 w3 w4 w5 w6 w7 w8 w9 [-w10-]{+new+} "
                + "w11 w12 w13 w14 w15 w16 w17 w18 w19 w20")
    }

    @Test func `a cut that reaches over the end of a paragraph ends the line`() {
        let before = "old a b c d\n\ne f g h i old"
        let now = "new a b c d\n\ne f g h i new"
        let runs = WordDiff(from: before, to: now).excerpt(context: 2)
        #expect(marked(runs) == "[-old-]{+new+} a b …\n\n… h i [-old-]{+new+}")
    }

    @Test func `the same and the added are the new text, the same and the removed the old one`() {
        var random = Lehmer(state: 7)
        for _ in 0..<300 {
            let before = random.text(length: random.next(30))
            let now = random.text(length: random.next(30))
            let runs = WordDiff(from: before, to: now).runs
            func words(without kind: WordDiff.Kind) -> [String] {
                runs.filter { $0.kind != kind }.flatMap(\.words).map(\.text)
            }
            #expect(words(without: .removed) == DiffWord.words(of: now).map(\.text))
            #expect(words(without: .added) == DiffWord.words(of: before).map(\.text))
        }
    }

    @Test func `the same and the added are the new text with its white space`() {
        let now = "One\n\nnew text\nof many\nwords"
        let runs = WordDiff(from: "One old text\n\nof few words", to: now).runs
        let parts = runs.filter { $0.kind != .removed }.map { $0.words[0].lead.text + $0.text }
        #expect(parts.joined() == now)
    }

    @Test func `texts of many words that have nothing in common are one change`() {
        let before = (0..<200_000).map { "a\($0)" }.joined(separator: " ")
        let now = (0..<200_000).map { "b\($0)" }.joined(separator: " ")
        #expect(WordDiff(from: before, to: now).runs.map(\.kind) == [.removed, .added])
    }

    @Test func `texts of few words in any order end`() {
        var random = Lehmer(state: 3)
        let before = random.text(length: 40_000)
        let now = random.text(length: 40_000)
        #expect(WordDiff(from: before, to: now).hasChanges)
    }

    @Test func `long texts with many changes keep what they have in common`() {
        let before = (0..<9_000).map { "w\($0)" }
        let now = before.enumerated().map { $0 % 3 == 0 ? "new\($0)" : $1 }
        let runs = WordDiff(from: before.joined(separator: " "), to: now.joined(separator: " ")).runs
        #expect(runs.count { $0.kind == .same } == 3_000)
        #expect(runs.count { $0.kind == .added } == 3_000)
    }
}

/// Numbers that are the same each time.
private struct Lehmer {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state = state &* 48_271 % 0x7FFF_FFFF
        return Int(state % UInt64(bound))
    }

    mutating func text(length: Int) -> String {
        (0..<length).map { _ in ["a", "b", "c", "d.", "e\n\n"][next(5)] }.joined(separator: " ")
    }
}
