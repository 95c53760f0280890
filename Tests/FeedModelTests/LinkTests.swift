import FeedModel
import Testing

struct LinkTests {
    /// RFC 3986 §5.4, normal and abnormal examples.
    @Test(arguments: [
        ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"),
        (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"), ("", "http://a/b/c/d;p?q"),
        (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"), ("../", "http://a/b/"),
        ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../g", "http://a/g"),
        ("../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"),
        ("g.", "http://a/b/c/g."),
        (".g", "http://a/b/c/.g"), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
        ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
        ("g;x=1/../y", "http://a/b/c/y"), ("g?y/./x", "http://a/b/c/g?y/./x"), ("http:g", "http:g"),
    ])
    func `a reference is resolved as RFC 3986 says`(reference: String, expected: String) {
        #expect(Link(reference).resolved(against: Link("http://a/b/c/d;p?q")).text == expected)
    }

    @Test(arguments: [
        ("|x", "https://e.example/|x"), ("{a}", "https://e.example/{a}"), ("%zz", "https://e.example/%zz"),
        ("ü", "https://e.example/ü"),
    ])
    func `what stands in a link stays byte for byte`(reference: String, expected: String) {
        #expect(Link(reference).resolved(against: Link("https://e.example")).text == expected)
    }

    @Test(arguments: [
        ("http://Example.org:80/a/", "https://example.org/a"),
        ("https://example.org:443/a#top", "http://example.org/a"),
        ("https://example.org/a?utm_source=x&id=2", "https://example.org/a?id=2"),
        ("https://example.org/a?fbclid=1", "https://example.org/a"),
        ("https://example.org/%7Euser", "https://example.org/~user"),
        ("https://example.org/a%2fb", "https://example.org/a%2Fb"),
        ("https://example.org/", "https://example.org"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
    ])
    func `two spellings of one address are the same for comparing`(one: String, other: String) {
        #expect(Link(one).normalised == Link(other).normalised)
    }

    @Test(arguments: [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org:8080/a", "https://example.org/a"),
        ("https://example.org/a?ref=x", "https://example.org/a"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
    ])
    func `two addresses that may differ stay apart`(one: String, other: String) {
        #expect(Link(one).normalised != Link(other).normalised)
    }

    @Test func `B83 · a secret in an address is not for logs`() {
        #expect(
            FeedAddress("https://me:secret@example.org/f?token=abc#x").redacted == "https://example.org/f?…")
    }

    @Test(arguments: [
        ("https://Example.org/f", "example.org"), ("http://example.org:8080/f", "example.org:8080"),
        ("https://example.org:443", "example.org"), ("file:/x", ""), ("https:///x", ""),
        ("https://[2001:DB8::1]:444/f", "[2001:db8::1]:444"),
    ])
    func `politeness is counted by host and port`(address: String, host: String) {
        #expect(FeedAddress(address).host == host)
    }

    @Test(arguments: [
        "example.org/feed", "gopher://example.org/", "https://", "https://exa mple.org/",
    ])
    func `an address that cannot be polled says why`(address: String) {
        #expect(FeedAddress(address).problem != nil)
    }
}
