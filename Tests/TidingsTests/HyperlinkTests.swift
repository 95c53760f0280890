import Testing

@testable import tidings

@Suite struct HyperlinkTests {
    @Test(arguments: [
        ("https://a.example/?q=1#f", "https://a.example/?q=1#f"), ("HTTP://a.example/", "HTTP://a.example/"),
        ("https://a.example/\u{1B}\\x\u{07}", "https://a.example/%1B\\x%07"),
        ("https://ä.example/ö b", "https://%C3%A4.example/%C3%B6%20b"),
        ("https://a.example/\u{9B}", "https://a.example/%C2%9B"),
    ])
    func `what cannot end the escape sequence leads on`(address: String, target: String) {
        #expect(Hyperlink.target(address) == target)
    }

    @Test(arguments: [
        "file:///etc/passwd", "javascript:alert(1)", "", "mailto:a@b.example", "https:a",
        "https://a.example/" + String(repeating: "x", count: 2_083),
        "https://a.example/" + String(repeating: "ö", count: 500),
    ])
    func `nothing else is a link`(address: String) {
        #expect(Hyperlink.target(address) == nil)
    }
}
