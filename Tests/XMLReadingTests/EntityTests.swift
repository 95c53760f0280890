import Testing
import XMLReading

@Suite struct EntityTests {
    @Test func `a document's own entities are expanded, markup in them too`() throws {
        let document = try document(
            """
            <!DOCTYPE r [
              <!-- a comment with ]> in it -->
              <!ENTITY who "the &#34;one&#34;">
              <!ENTITY both "&who; &amp; <b>other</b>">
            ]>
            <r a="&who;">&both;&nbsp;</r>
            """)
        #expect(outline(document.root) == "<r a=the \"one\">the \"one\" & <b>other</>\u{A0}</>")
        #expect(document.root.line == 6)
        #expect(kinds(document) == [.undefinedEntity])
    }

    @Test func `declared entities alone are no fault`() throws {
        let document = try document("<!DOCTYPE r [<!ENTITY x 'y'>]><r>&x;&lt;</r>")
        #expect(document.root.text == "y<")
        #expect(document.faults.isEmpty)
        #expect(!document.isMended)
    }

    @Test func `B101 · external entities expand to nothing`() throws {
        let document = try document(
            "<!DOCTYPE r SYSTEM 'http://example.org/x.dtd' [<!ENTITY % p SYSTEM 'file:///x'> %p; "
                + "<!ENTITY x SYSTEM 'file:///etc/hostname'>]><r>a&x;b</r>")
        #expect(document.root.text == "ab")
    }

    @Test func `B101 · expansion is bounded`() throws {
        var declarations = "<!ENTITY a0 'ha'>"
        for level in 1...12 {
            let references = String(repeating: "&a\(level - 1);", count: 10)
            declarations += "<!ENTITY a\(level) '\(references)'>"
        }
        let bomb = try document("<!DOCTYPE r [\(declarations)]><r><t>&a12;</t><u>after</u></r>")
        #expect(bomb.root.deepText.utf8.count < 2_000_000)
        #expect(kinds(bomb).contains(.limitExceeded))
        #expect(bomb.root.children.map(\.name.local) == ["t", "u"])
        let circle = try document("<!DOCTYPE r [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><r>x&a;y</r>")
        #expect(circle.root.text == "xy")
        #expect(kinds(circle).contains(.limitExceeded))
    }
}
