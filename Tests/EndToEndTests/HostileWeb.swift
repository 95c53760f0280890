import TestSupport

/// Servers that mean harm, each in a way of its own.
struct HostileWeb {
    /// What a server does, and the words in which its feed is told to have failed.
    struct Case {
        let name: String
        let reply: Reply
        let failure: String
    }

    /// Where nobody is to come.
    let inside: LoopbackServer

    var cases: [Case] {
        sizes + heads + ways + lies
    }

    /// Servers that keep who asks them waiting.
    static let hanging: [Reply] = [
        .never,
        Reply([.send(bytes("HTTP/1.1 200 OK\r\n")), .hang]),
        Reply([
            .dribble(
                bytes("HTTP/1.1 200 OK\r\nX: " + String(repeating: "y", count: 5_000)), milliseconds: 100)
        ]),
        Reply([.send(bytes("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>")), .hang]),
        Reply([
            .send(bytes("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")),
            .dribble([UInt8](repeating: 32, count: 5_000), milliseconds: 100),
        ]),
        Reply([.send(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;")), .hang]),
    ]

    private var sizes: [Case] {
        let blank = [UInt8](repeating: 32, count: 9 << 20)
        let bomb = Gzip.bomb(200 << 20)
        let large = "the document is larger than"
        return [
            Case(name: "close", reply: Reply(body: blank, framing: .close), failure: large),
            Case(
                name: "chunks", reply: Reply(body: blank, framing: .chunksWithoutEnd(of: 9_000)),
                failure: large),
            Case(
                name: "announced", reply: Reply(body: [], framing: .claimedLength(10_000_000_000)),
                failure: large),
            Case(
                name: "bomb", reply: Reply(headers: ["Content-Encoding": "gzip"], body: bomb), failure: large),
            Case(
                name: "bomb-in-gzip",
                reply: Reply(headers: ["Content-Encoding": "gzip, gzip"], body: Gzip.stored(bomb)),
                failure: large),
            Case(
                name: "endless-refusal", reply: Reply(404, headers: ["Connection": "close"], body: blank),
                failure: "not found"),
        ]
    }

    private var heads: [Case] {
        let ok = "HTTP/1.1 200 OK\r\n"
        let interim = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
        return [
            ("lines", ok + (0..<20_000).map { "X-\($0): y\r\n" }.joined() + "\r\n"),
            ("long-line", ok + "X: " + String(repeating: "y", count: 2 << 20) + "\r\n\r\n"),
            ("interim", String(repeating: interim, count: 5_000) + ok + "\r\n"),
        ].map { name, head in
            Case(
                name: name, reply: Reply([.send(Self.bytes(head)), .close]),
                failure: "the answer's headers are too large")
        }
    }

    private var ways: [Case] {
        let port = inside.port
        let denied = "lies in a private network"
        let locations = [
            ("loop", "/loop", "redirects in a circle"),
            ("inside", inside.url("/"), denied),
            ("without-scheme", "//127.0.0.1:\(port)/", denied),
            ("number", "http://2130706433:\(port)/", denied),
            ("octal", "http://0177.0.0.1:\(port)/", denied),
            ("mapped", "http://[::ffff:127.0.0.1]:\(port)/", denied),
            ("other-loopback", "http://127.0.0.2:\(port)/", denied),
            ("any", "http://0.0.0.0:\(port)/", denied),
            ("name", "http://localhost:\(port)/", denied),
            ("user", "http://feeds.example@127.0.0.1:\(port)/", "a redirect names a user"),
            ("cloud", "http://169.254.169.254/latest/", denied),
            ("mail", "http://127.0.0.1:25/", "port 25 is not polled"),
            ("file", "file:///etc/hostname", "a redirect to file:"),
            ("gopher", "gopher://127.0.0.1:\(port)/_x", "a redirect to gopher:"),
        ]
        let chain = (0..<9).map { ("hop\($0)", "/hop\($0 + 1)", "more than 5 redirects") }
        return (locations + chain.prefix(1)).map { name, location, failure in
            Case(name: name, reply: Reply(302, headers: ["Location": location]), failure: failure)
        }
    }

    private var lies: [Case] {
        let part = Self.bytes("<rss>")
        let head = Self.bytes("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>")
        return [
            Case(
                name: "less", reply: Reply(body: part, framing: .claimedLength(1_000)),
                failure: "the connection ended before the document did"),
            Case(
                name: "half-a-chunk", reply: Reply(body: part, framing: .chunksWithoutEnd(of: 3)),
                failure: "the connection ended before the document did"),
            Case(name: "reset", reply: Reply([.send(head), .reset]), failure: "its first poll failed"),
            Case(
                name: "no-http", reply: Reply([.send(Self.bytes("220 mail.example ESMTP\r\n")), .close]),
                failure: "its first poll failed"),
            Case(
                name: "coding", reply: Reply(headers: ["Content-Encoding": "rot13"], body: part),
                failure: "the answer's coding (rot13) cannot be undone"),
        ]
    }

    private static func bytes(_ text: String) -> [UInt8] {
        Array(text.utf8)
    }
}
