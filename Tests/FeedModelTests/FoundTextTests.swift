import FeedModel
import Testing

struct FoundTextTests {
    /// Marks what was found with brackets.
    private func marked(_ found: FoundText) -> String {
        var marked = ""
        var place = found.text.startIndex
        for match in found.matches {
            marked += "\(found.text[place..<match.lowerBound])[\(found.text[match])]"
            place = match.upperBound
        }
        return marked + found.text[place...]
    }

    private func terms(_ phrases: [String]) -> [SearchTerm] {
        phrases.compactMap { SearchPhrase($0).map { SearchTerm($0, in: .any) } }
    }

    @Test(arguments: [
        ("Linux kernel, linux", ["linux"], "[Linux] kernel, [linux]"),
        ("The Linux Kernel 6.12", ["linux kernel"], "The [Linux Kernel] 6.12"),
        ("Cafe\u{301} Déjà", ["cafe", "deja"], "[Cafe\u{301}] [Déjà]"),
        ("kernels, colonel", ["kern*"], "[kernels], colonel"),
        ("l'homme, don't stop", ["homme", "dont"], "[l'homme], [don't] stop"),
        ("l'homme", ["l'homme"], "[l'homme]"),
        ("Modern C++ (and C#)", ["c++", "c#"], "Modern [C++] (and [C#])"),
        ("自然言語処理", ["言語"], "自然[言語]処理"),
        ("自然言語処理", ["言"], "自然[言]語処理"),
        ("日本の本", ["本"], "日[本]の[本]"),
        ("自然言語処理", ["自然言語", "処理"], "[自然言語処理]"),
        ("Go言語2", ["go言語"], "[Go言語]2"),
        ("ﾊﾟﾝ屋", ["パン"], "[ﾊﾟﾝ]屋"),
        ("Nothing here", ["xyz"], "Nothing here"),
        ("launch 🚀!", ["🚀"], "launch [🚀]!"),
    ])
    func `what was found is shown in its own letters`(text: String, phrases: [String], expected: String) {
        #expect(marked(FoundText(text, terms(phrases))) == expected)
    }

    @Test func `a snippet is cut to where most was found`() {
        let filler = String(repeating: "some other words stand here ", count: 40)
        let html =
            "<p>\(filler)kernel</p><p>\(filler)the <b>Linux</b>&nbsp;kernel &amp; <i>more</i>. \(filler)</p>"
        let found = FoundText(snippetOf: ItemContent(html: html), terms(["linux", "kernel"]), columns: 60)
        #expect(marked(found) == "…here the [Linux] [kernel] & more. some other words stand here…")
    }

    @Test func `a snippet of a text without blanks is cut between characters`() {
        let filler = String(repeating: "日本語の文章です。", count: 30)
        let found = FoundText(
            snippetOf: ItemContent(text: filler + "言語処理" + filler), terms(["言語"]), columns: 24)
        #expect(marked(found) == "…す。[言語]処理日本語の文章…")
    }

    @Test func `where nothing was found in the text, its beginning is shown`() {
        let content = ItemContent(summary: "A summary of it", html: "<p>The text</p><p>of it</p>")
        #expect(marked(FoundText(snippetOf: content, terms(["xyz"]), columns: 160)) == "The text of it")
        #expect(
            marked(FoundText(snippetOf: content, terms(["summary"]), columns: 160)) == "A [summary] of it")
        #expect(FoundText(snippetOf: ItemContent(), terms(["xyz"]), columns: 160).text == "")
    }
}
