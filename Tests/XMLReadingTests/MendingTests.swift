import Testing
import XMLReading

@Suite struct MendingTests {
    @Test(arguments: [
        ("<r>a & b &amp; c</r>", "<r>a & b & c</>"),
        ("<r><l>?a=1&b=2&amp;c=3</l></r>", "<r><l>?a=1&b=2&c=3</></>"),
        ("<r>1 < 2</r>", "<r>1 < 2</>"),
        ("<r><b><i>x</b></i>y</r>", "<r><b><i>x</></>y</>"),
        ("<r><i>1</i><i>2", "<r><i>1</><i>2</></>"),
        ("<r><i>1</i><i a='", "<r><i>1</></>"),
        ("<r><i>1</x></i><i>2</i></r>", "<r><i>1</><i>2</></>"),
        ("<r><i a=1 b c='2' c='3'/></r>", "<r><i a=1 b=b c=2></></>"),
        ("<r><i a='x>y</i><j b='z'/></r>", "<r><i a=x>y</><j b=z></></>"),
        ("<r>a\u{8}b\u{0}c\u{FFFE}d</r>", "<r>abcd</>"),
        ("<r>A&#8;B&#xFFFF;C&#0;D</r>", "<r>ABCD</>"),
        ("<r>&#xD83D;&#xDE00;</r>", "<r>\u{1F600}</>"),
        ("<r>a]]>b</r>", "<r>a]]>b</>"),
        ("<r>one<br>two</r>", "<r>one<br></>two</>"),
        ("<r><Item>x</item></r>", "<r><Item>x</></>"),
        ("<r><![CDATA[a]]><![CDATA[b</r>", "<r>ab</>"),
        ("<r>mail <me@example.org></r>", "<r>mail <me@example.org></>"),
        ("<r><!-- x <i>1</i></r>", "<r>1</>"),
    ])
    func `what is broken is mended`(source: String, expected: String) throws {
        let document = try document(source)
        #expect(outline(document.root) == expected)
        #expect(!kinds(document).isDisjoint(with: [.notWellFormed, .cutShort]))
        #expect(document.isMended)
    }

    @Test func `a named character of HTML means that character, and later references stay whole`() throws {
        let document = try document("<r a='&eacute;&lt;'>&nbsp;<l>?a=1&amp;b=2</l>&hellip;&lt;b&gt;</r>")
        #expect(outline(document.root) == "<r a=é<>\u{A0}<l>?a=1&b=2</>…<b></>")
        #expect(kinds(document) == [.undefinedEntity])
        #expect(document.faults.first?.line == 1)
    }

    @Test func `a name that nobody knows stays as written`() throws {
        let document = try document("<r>\n&nonsense; &also-none;</r>")
        #expect(document.root.text == "\n&nonsense; &also-none;")
        #expect(kinds(document) == [.undefinedEntity])
        #expect(document.faults.first?.line == 2)
    }

    @Test func `lines stay what they were`() throws {
        let document = try document("<r\n a='1'\n>\n<!-- \n -->&\n<?x \n?><![CDATA[\n]]><i\n/>\n<j/></r>")
        let lines = document.root.children.map(\.line)
        #expect(lines == [9, 10])
        #expect(document.faults.first?.line == 5)
    }

    @Test func `what was mended is well-formed`() throws {
        let sources = [
            "<r><a b=1 c>&x;<d></e>", "<r a='<'>&<>]]></r>", "<r><![CDATA[\u{1}]]></r",
            "<r><br><p>x</div></r>",
            "<?xml version='1.0'?><r><?xml version='1.0'?></r>", "<r a='1'b=\"2\"/>",
        ]
        for source in sources {
            let mended = Mending.mended(Array(source.utf8))
            #expect(!mended.faults.isEmpty)
            let again = try XMLDocument(reading: mended.bytes, charset: nil)
            #expect(again.faults.isEmpty, "\(source) → \(String(decoding: mended.bytes, as: UTF8.self))")
        }
    }

    @Test func `a second declaration is passed over`() throws {
        let document = try document("<?xml version='1.0'?><?xml version='1.0'?><r/>")
        #expect(document.root.name.local == "r")
        #expect(kinds(document) == [.notWellFormed])
    }

    @Test(arguments: [
        ("<!DOCTYPE r><!DOCTYPE s><r>x</r>", "<r>x</>"),
        ("<!DOCTYPE r [<!ENTITY e 'x'>]><!DOCTYPE r [<!ENTITY e 'y'>]><r>&e;</r>", "<r>x</>"),
        ("<!DOCTYPE r [ ><r>x</r>", "<r>x</>"),
        ("<!DOCTYPE r <r>x</r>", "<r>x</>"),
        ("<!DOCTYPE r SYSTEM '>\n<r>x</r>", "<r>x</>"),
    ])
    func `a document type is one and has an end`(source: String, expected: String) throws {
        let document = try document(source)
        #expect(outline(document.root) == expected)
        #expect(kinds(document) == [.notWellFormed])
    }

    @Test func `document types without end are passed over`() throws {
        let document = try document(String(repeating: "<!DOCTYPE[>", count: 50_000) + "<r>x</r>")
        #expect(outline(document.root) == "<r>x</>")
        #expect(kinds(document) == [.notWellFormed])
    }

    @Test func `what does not end in an entity ends outside`() throws {
        let document = try document(
            "<!DOCTYPE r [<!ENTITY e '<!-- >a<?p >b'>]><r>&e;<!-- c --><?p d?>e&e;</r>")
        #expect(document.root.text == "abeab")
    }

    @Test(arguments: ["<!-- >", "<?p >", "<i><![CDATA[</i>"])
    func `marks that are missing in an entity are looked for once`(piece: String) throws {
        let entity = String(repeating: piece, count: 900_000 / piece.utf8.count)
        let document = try document("<!DOCTYPE r [<!ENTITY e \"\(entity)\">]><r>a&e;b</r>")
        #expect(document.root.text == "ab")
    }

    @Test func `declarations after much white space are passed over`() throws {
        let space = String(repeating: " ", count: 300_000)
        let document = try document(space + String(repeating: "<?xml ?>", count: 30_000) + "<r>x</r>")
        #expect(outline(document.root) == "<r>x</>")
    }

    @Test func `long names that differ in their last letter end nothing`() throws {
        let name = String(repeating: "n", count: 400)
        let open = String(repeating: "<\(name)a>", count: 100)
        let document = try document("<r>\(open)x" + String(repeating: "</\(name)b>", count: 100) + "y</r>")
        #expect(document.root.deepText == "xy")
        #expect(kinds(document) == [.notWellFormed])
    }
}
