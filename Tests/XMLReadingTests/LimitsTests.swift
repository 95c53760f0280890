import Testing
import XMLReading

@Suite struct LimitsTests {
    private func nested(_ levels: Int) -> String {
        String(repeating: "<a>", count: levels) + "x" + String(repeating: "</a>", count: levels)
    }

    @Test func `600 levels are read as they are`() throws {
        let document = try document(nested(600))
        #expect(document.faults.isEmpty)
        #expect(document.root.deepText == "x")
    }

    @Test func `deeper levels are left out and what follows is kept`() throws {
        let document = try document("<r><i>\(nested(3_000))</i><j>after</j></r>")
        #expect(document.root.children.map(\.name.local) == ["i", "j"])
        #expect(document.root.deepText == "xafter")
        #expect(kinds(document) == [.limitExceeded])
    }

    @Test func `a tag keeps its first 500 attributes`() throws {
        let attributes = (0..<2_000).map { " a\($0)='\($0)'" }.joined()
        let document = try document("<r><i\(attributes)/><j>after</j></r>")
        let first = try #require(document.root.children.first { _ in true })
        #expect(first.attributes.count == 500)
        #expect(document.root.deepText == "after")
        #expect(kinds(document) == [.limitExceeded])
    }

    @Test func `namespace declarations without end are bounded`() throws {
        let open = (0..<500).map { "<a xmlns:p\($0)='urn:\($0)'>" }.joined()
        let document = try document(open + "x" + String(repeating: "</a>", count: 500))
        #expect(document.root.deepText == "x")
        #expect(kinds(document) == [.limitExceeded])
    }

    @Test func `a CDATA section over 10 MB does not hide what follows`() throws {
        let long = String(repeating: "x", count: 11 << 20)
        let document = try document("<r><!--\(long)--><i><![CDATA[\(long)]]></i><j>after</j></r>")
        #expect(document.root.children.map(\.name.local) == ["i", "j"])
        #expect(document.root.deepTextBytes.count == long.utf8.count + 5)
        #expect(!kinds(document).contains(.notWellFormed))
    }

    @Test func `a damaged document is a tree or a fault`() throws {
        let sound = Array(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <!DOCTYPE r [<!ENTITY own "text &amp; <b>more</b>">]>
            <r xmlns="urn:a" xmlns:x="urn:b"><i a="1 &lt; 2" x:c='é'>A &own; &nbsp;<![CDATA[<p>x</p>]]></i>
            <!-- c --><?p i?><x:j>&#x92;</x:j></r>
            """.utf8)
        var seed: UInt64 = 42
        func random(below limit: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % limit
        }
        let pieces: [[UInt8]] = [
            [0x3C], [0x3E], [0x26], [0x22], [0x00], [0xFF], Array("]]>".utf8), Array("<!--".utf8),
        ]
        for _ in 0..<400 {
            var bytes = sound
            for _ in 0...random(below: 4) {
                let place = random(below: bytes.count)
                switch random(below: 3) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(contentsOf: pieces[random(below: pieces.count)], at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + random(below: 40)))
                }
            }
            guard let document = try? XMLDocument(reading: bytes, charset: nil) else { continue }
            let text = outline(document.root)
            #expect(!text.isEmpty)
            #expect(HTMLDocument(reading: Array(text.utf8)).root.name.local == "div")
        }
    }

    @Test func `many documents are read at once`() async throws {
        let texts = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<64 {
                group.addTask {
                    try document("<r><x:i>\(number) &eacute; &amp;</x:i><j a='&quot;'/></r>").root.deepText
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(texts == Set((0..<64).map { "\($0) é &" }))
    }
}
