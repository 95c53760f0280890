import FeedParsing
import Testing

@Suite struct JSONTextTests {
    private func read(_ text: String) throws -> JSONValue {
        try JSONText.value(of: Array(text.utf8))
    }

    @Test func `numbers stay as they are written`() throws {
        #expect(try read(" [1.50, -0, 1E+9] ") == .array([.number("1.50"), .number("-0"), .number("1E+9")]))
    }

    @Test func `of members with one name the last counts`() throws {
        #expect(try read(#"{"a": 1, "a": 2}"#)["a"] == .number("2"))
    }

    @Test func `escapes are undone, and half a surrogate pair stands for no character`() throws {
        #expect(
            try read(#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00\ud83d\u0041\ude00""#)
                == .string("\"\\/\u{8}\u{C}\n\r\t\u{E9}\u{1F600}\u{FFFD}A\u{FFFD}"))
    }

    @Test func `no text ends in its middle`() throws {
        #expect(try read(#""a\u0000b""#) == .string("a\u{FFFD}b"))
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "01", "1.", ".5", "+1", "1e", "nul", "\"a", "\"\n\"",
        "\"\\x\"",
        "\"\\u12g4\"", "[] []", "{a:1}", "'a'", "\"\\",
    ])
    func `what breaks the grammar is refused`(_ text: String) {
        #expect(throws: JSONText.Fault.self) { try read(text) }
    }

    @Test func `a fault says its line`() {
        #expect(throws: JSONText.Fault.syntax(line: 3)) { try read("{\n\n?") }
    }

    @Test func `nesting without end is refused before the stack is`() {
        #expect(throws: JSONText.Fault.depth) { try read(String(repeating: "[", count: 100_000)) }
    }

    @Test func `control characters and overrides are written as escapes`() {
        let text = JSONOutput.bytes(of: .string("a\"\\\n\u{1B}\u{202E}\u{9B}é"), isPretty: false)
        #expect(String(decoding: text, as: UTF8.self) == #""a\"\\\n\u001b\u202e\u009bé""#)
    }

    /// Every character by its own: what is written is plain or the escape of its number, and reads as itself.
    @Test func `what is escaped is escaped wherever it stands`() throws {
        let escaped: [ClosedRange<UInt32>] = [
            0...0x1F, 0x22...0x22, 0x5C...0x5C, 0x7F...0x9F, 0x61C...0x61C, 0x200E...0x200F, 0x2028...0x202E,
            0x2066...0x2069,
        ]
        for value in UInt32(0)...0x2100 {
            let scalar = try #require(Unicode.Scalar(value))
            for text in ["\(scalar)", "é\(scalar)日", "\(scalar)\(scalar)"] {
                let written = JSONOutput.bytes(of: .string(text), isPretty: false)
                let isEscaped = written != Array("\"\(text)\"".utf8)
                #expect(isEscaped == escaped.contains { $0.contains(value) }, "\(value)")
                // NUL is the one that is not read as it is written.
                let read = value == 0 ? text.replacing("\0", with: "\u{FFFD}") : text
                #expect(try JSONText.value(of: written) == .string(read))
            }
        }
    }

    @Test func `a feed written in pieces is the feed written at once`() {
        let items = (0..<400).map {
            "<item><guid>\($0)</guid><title>\"é\"</title><category>c</category></item>"
        }
        let body = String(repeating: "<p>word</p>", count: 10_000)
        let feed = feed(
            "<rss><channel><title>t</title>\(items.joined())<item><description><![CDATA[\(body)]]></description>"
                + "</item></channel></rss>")
        var pieces: [[UInt8]] = []
        JSONOutput.write(feed) { pieces.append($0) }
        #expect(Array(pieces.joined()) == JSONOutput.bytes(of: feed.json, isPretty: true))
        #expect(pieces.count > 2)
    }

    @Test func `objects are written on one line or indented`() {
        let value = JSONValue.object([
            .init("a", .array([.integer(1), .number(2.5)])), .init("b", .object([])),
        ])
        #expect(
            String(decoding: JSONOutput.bytes(of: value, isPretty: false), as: UTF8.self)
                == #"{"a":[1,2.5],"b":{}}"#)
        #expect(
            String(decoding: JSONOutput.bytes(of: value, isPretty: true), as: UTF8.self)
                == "{\n  \"a\": [\n    1,\n    2.5\n  ],\n  \"b\": {}\n}")
    }
}
