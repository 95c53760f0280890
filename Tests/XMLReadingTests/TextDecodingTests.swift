import Testing
import XMLReading

@Suite struct TextDecodingTests {
    private func decoded(_ bytes: [UInt8], _ charset: String? = nil, isXML: Bool = true) -> DecodedText {
        TextDecoding.decoded(bytes, charset: charset, isXML: isXML)
    }

    private func text(_ decoded: DecodedText) -> String { String(decoding: decoded.bytes, as: UTF8.self) }

    @Test func `B100 · a byte order mark wins over everything`() {
        let utf8 = decoded([0xEF, 0xBB, 0xBF] + Array("<é/>".utf8), "windows-1252")
        #expect(text(utf8) == "<é/>")
        #expect(utf8.encoding == "utf-8")
        let utf16 = decoded([0xFF, 0xFE, 0x3C, 0x00, 0x3D, 0xD8, 0x00, 0xDE], "utf-8")
        #expect(text(utf16) == "<\u{1F600}")
        #expect(utf16.encoding == "utf-16le")
    }

    @Test func `B100 · the label of the server wins over the declaration`() {
        let bytes = Array("<?xml version='1.0' encoding='utf-8'?><a>".utf8) + [0xE9]
        let decoded = decoded(bytes, "\"ISO-8859-1\"")
        #expect(decoded.encoding == "windows-1252")
        #expect(text(decoded).hasSuffix("é"))
        #expect(decoded.faults.isEmpty)
    }

    @Test func `NUL bytes show UTF-16`() {
        let big = decoded([0x00, 0x3C, 0x00, 0x61])
        #expect(text(big) == "<a")
        #expect(big.encoding == "utf-16be")
    }

    @Test func `an unknown label is passed over and said`() {
        let decoded = decoded(Array("<?xml version='1.0' encoding='klingon-8'?><a>é</a>".utf8), "utf-77")
        #expect(decoded.encoding == "utf-8")
        #expect(decoded.faults.map(\.kind) == [.unknownEncoding, .unknownEncoding])
    }

    @Test func `B100 · a label that lies gives way to UTF-8`() {
        let decoded = decoded(Array("<?xml version='1.0' encoding='euc-jp'?><a>é€</a>".utf8))
        #expect(decoded.encoding == "utf-8")
        #expect(text(decoded).contains("é€"))
        #expect(decoded.faults.map(\.kind) == [.badEncoding])
    }

    @Test func `a declaration of UTF-16 in plain ASCII is passed over`() {
        let decoded = decoded(Array("<?xml version='1.0' encoding='utf-16'?><a/>".utf8))
        #expect(decoded.encoding == "utf-8")
        #expect(text(decoded).hasSuffix("<a/>"))
    }

    @Test func `silence and no UTF-8 is windows-1252`() {
        let decoded = decoded([0x3C, 0x61, 0x3E, 0x93, 0xE9, 0x81])
        #expect(decoded.encoding == "windows-1252")
        #expect(text(decoded) == "<a>“é\u{81}")
        #expect(decoded.faults.map(\.kind) == [.badEncoding])
    }

    @Test func `bad UTF-8 that was promised becomes replacement characters`() {
        let decoded = decoded([0x61, 0xFF, 0x62], "utf8", isXML: false)
        #expect(decoded.encoding == "utf-8")
        #expect(text(decoded) == "a\u{FFFD}b")
        #expect(decoded.faults.map(\.kind) == [.badEncoding])
    }

    @Test(arguments: [
        ("shift_jis", [0x93, 0xFA, 0x96, 0x7B], "日本", "shift_jis"),
        ("gb2312", [0xD6, 0xD0, 0x81, 0x40], "中丂", "gbk"),
        ("euc-jp", [0xC6, 0xFC, 0xCB, 0xDC], "日本", "euc-jp"),
        ("big5", [0xA4, 0xA4, 0xA4, 0xE5], "中文", "big5"),
        ("ks_c_5601-1987", [0xC7, 0xD1], "한", "euc-kr"),
        ("iso-8859-2", [0xB1, 0xE6], "ąć", "iso-8859-2"),
        ("latin5", [0xFD, 0xDE], "ıŞ", "windows-1254"),
        ("koi8-r", [0xD2, 0xD5], "ру", "koi8-r"),
        ("tis-620", [0xA1], "ก", "windows-874"),
        ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日", "iso-2022-jp"),
        ("mac", [0x8E], "é", "macintosh"),
        ("x-mac-ukrainian", [0x80], "А", "x-mac-cyrillic"),
        ("windows-1253", [0xE1], "α", "windows-1253"),
        ("iso-8859-8-i", [0xE0], "א", "iso-8859-8-i"),
        ("cp866", [0x80], "А", "ibm866"),
        ("x-user-defined", [0x41, 0x80], "A\u{F780}", "x-user-defined"),
    ])
    func `labels mean what the WHATWG says`(label: String, bytes: [Int], expected: String, name: String) {
        let decoded = decoded(bytes.map { UInt8($0) }, label, isXML: false)
        #expect(text(decoded) == expected)
        #expect(decoded.encoding == name)
        #expect(decoded.faults.isEmpty)
    }

    @Test func `a sequence that does not decode is one replacement character`() {
        let decoded = decoded([0x93, 0xFA, 0xFF, 0x61], "sjis", isXML: false)
        #expect(text(decoded) == "日\u{FFFD}a")
        #expect(decoded.faults.map(\.kind) == [.badEncoding])
    }
    @Test(arguments: ["utf-16", "utf-16le", "utf-16be"], [true, false])
    func `NUL bytes show which UTF-16 a label means`(label: String, isXML: Bool) {
        let start: UInt8 = isXML ? 0x3C : 0x7B
        let little = decoded([start, 0, 0xE9, 0], label, isXML: isXML)
        let big = decoded([0, start, 0, 0xE9], label, isXML: isXML)
        #expect(little.encoding == "utf-16le")
        #expect(big.encoding == "utf-16be")
        #expect(text(little) == (isXML ? "<é" : "{é"))
        #expect(text(big) == text(little))
        #expect(little.faults.isEmpty && big.faults.isEmpty)
    }
}
