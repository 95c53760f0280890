import Testing
import XMLReading

@Suite struct XMLDocumentTests {
    @Test func `a well-formed document is read as it is`() throws {
        let document = try document(
            "<?xml version=\"1.0\"?>\n<a:feed xmlns:a=\"urn:x\" v=\"1 &lt; &amp;2\">one<b/>two<![CDATA[<3>]]></a:feed>\n"
        )
        #expect(document.root.name == XMLName(namespace: "urn:x", local: "feed", prefix: "a"))
        #expect(outline(document.root) == "<feed v=1 < &2>one<b></>two<3></>")
        #expect(document.root.text == "onetwo<3>")
        #expect(document.faults.isEmpty)
        #expect(!document.isMended)
        #expect(document.encoding == "utf-8")
    }

    @Test func `own text leaves out what children say and deep text does not`() throws {
        let root = try document("<t>a<b>c<i>d</i></b>e</t>").root
        #expect(root.text == "ae")
        #expect(root.deepText == "acde")
        #expect(root.children.map(\.deepText) == ["cd"])
    }

    @Test func `attributes of the XML namespace are found in scope from the inside out`() throws {
        let root = try document("<a xml:base='one' xml:lang='en'><b xml:base='two'><c/></b></a>").root
        let inner = try #require(root.children.first { _ in true }?.children.first { _ in true })
        #expect(inner.xmlAttributesInScope("base") == ["two", "one"])
        #expect(inner.xmlAttributesInScope("lang") == ["en"])
        #expect(inner.parent?.name.local == "b")
    }

    @Test func `names are kept once and numbered`() throws {
        let document = try document("<r><i/><i/><j/></r>")
        let indices = document.root.children.map(\.nameIndex)
        #expect(indices[0] == indices[1])
        #expect(indices[0] != indices[2])
        #expect(document.names[indices[2]].local == "j")
    }

    @Test func `elements know their lines`() throws {
        let root = try document("<?xml version='1.0'?>\n<!DOCTYPE r PUBLIC 'x'\n 'y'>\n<r>\n<i/></r>").root
        #expect(root.line == 4)
        #expect(root.children.map(\.line) == [5])
    }

    @Test func `no element is no document`() {
        #expect(throws: XMLFault.self) { try document("just words") }
        #expect(throws: XMLFault.self) { try document("") }
        #expect(throws: XMLFault.self) { try document(" \n<!-- x -->") }
    }

    @Test func `white space before the document is skipped, and words too`() throws {
        #expect(try document("\n\n<r/>").faults.isEmpty)
        let late = try document("  \n<?xml version='1.0'?><r/>")
        #expect(late.root.name.local == "r")
        #expect(kinds(late) == [.notWellFormed])
        #expect(try document("oops <r/>").root.name.local == "r")
    }

    @Test func `what follows the document element is ignored and said`() throws {
        let document = try document("<r><i>1</i></r><r>2</r>")
        #expect(outline(document.root) == "<r><i>1</></>")
        #expect(kinds(document) == [.notWellFormed])
    }

    @Test func `a document under a warning is found by its declaration`() throws {
        let text = "<br />\n<b>Warning</b>: no\n<?xml version='1.0'?>\n<rss><i>&nbsp;</i></rss>"
        let document = try XMLDocument(reading: Array(text.utf8), charset: nil) { $0.name.local == "rss" }
        #expect(document.root.name.local == "rss")
        #expect(document.root.line == 4)
        #expect(document.isMended)
    }

    @Test func `an undeclared prefix is kept and said once`() throws {
        let document = try document("<r><x:a/>\n<x:a/><x:b x:c='1'/></r>")
        let first = try #require(document.root.children.first { _ in true })
        #expect(first.name.isUndeclared)
        #expect(first.name.prefix == "x")
        #expect(document.faults.map(\.kind) == [.undeclaredPrefix])
        #expect(document.faults.first?.line == 1)
        #expect(!document.isMended)
    }

    @Test func `control characters of Latin-1 are what windows-1252 means by them`() throws {
        let document = try document("<r a='&#x92;\u{93}'>&#150;\u{96}x&#151;</r>")
        #expect(document.root.text == "––x—")
        #expect(document.root.attribute("a") == "’“")
        #expect(document.faults.isEmpty)
    }
}
