import Testing

@testable import HTTPTransport

struct HTTPTargetTests {
    private static let hosts = [
        "example.org", "feeds.example-site.org", "localhost", "a", "xn--bcher-kva.example", "a..b", "a.",
        ".a", "a.1", "-a",
        "EXAMPLE.org", "ex_ample.org", "b\u{FC}cher.example", "1.2.3.4", "127.0.0.1", "127.1", "0x7f.1",
        "2130706433", "01.2.3.4",
        "1.2.3.4.", "1.2.3.256", "1.2.3", "9gag.com", "999.example", "[::1]", "[fe80::1%25eth0]",
        "user@example.org",
        "user:word@example.org", "ex%61mple.org", "ex ample.org", "", "%", "a,b", "a+b", "a/", "a\\b", "a~",
        "a*",
        String(repeating: "a", count: 254),
    ]
    private static let ports = [
        "", ":", ":80", ":443", ":8080", ":080", ":0", ":65535", ":65536", ":123456", ":8a", ":-1", ": 1",
    ]
    private static let ends = [
        "", "/", "/feed.xml", "/a/../b//c?d=e&f=%7e#g", "/a b", "/\u{E4}", "?q", "#f", "/#\u{E4}", "/#\u{1}",
        "/\u{7F}", "/\\", "/a?b#c#d",
    ]

    @Test(arguments: ["http://", "https://", "HTTP://", "http:/", "http:", "ftp://", "", "httpx://"])
    func `an ordinary URL is read as libcurl reads it`(beginning: String) {
        for host in Self.hosts {
            for port in Self.ports {
                for end in Self.ends {
                    let url = beginning + host + port + end
                    guard let plain = HTTPTarget(plain: url) else { continue }
                    #expect(plain == (try? HTTPTarget(takingApart: url)), "\(url)")
                }
            }
        }
    }

    @Test(arguments: [
        ("http://example.org/feed.xml", "example.org", 80, "/feed.xml"),
        ("https://a.example", "a.example", 443, "/"),
        ("http://127.0.0.1:8080/?a#b", "127.0.0.1", 8080, "/?a"),
    ])
    func `most URLs need no reader of libcurl's`(url: String, host: String, port: Int, path: String) throws {
        let target = try #require(HTTPTarget(plain: url))
        #expect(target.host == host)
        #expect(target.port == port)
        #expect(target.authority == "\(host):\(port)")
        #expect(target.requestTarget == path)
    }

    @Test(arguments: [
        ("1.2.3.4", true), ("0.0.0.0", true), ("255.255.255.255", true), ("256.1.1.1", false),
        ("1.2.3", false), ("1.2.3.", false),
        ("1.2.3.4.", false), ("1.2.3.4.5", false), ("01.2.3.4", false), ("1.2.3.00", false),
        ("1..2.3", false), ("", false),
        (".1.2.3.4", false), ("1.2.3.4 ", false), ("+1.2.3.4", false), ("1.2.3.1000", false),
        ("0x1.2.3.4", false), ("::", true),
        ("1.2.3.4:80", false), ("a", false), ("::ffff:1.2.3.4", true), ("::ffff:1.2.3.04", false),
    ])
    func `an address is read in its usual notation alone`(text: String, isAddress: Bool) {
        #expect((IPAddress(text) != nil) == isAddress)
    }
}
