import Synchronization
import TestSupport
import Testing

@testable import HTTPTransport

@Suite(.serialized) struct RequestTests {
    @Test(arguments: [
        ("/f?b=2&a=1&&x=%7e#frag", "/f?b=2&a=1&&x=%7e"),
        ("/a/../b/./c//d", "/a/../b/./c//d"),
        ("?only=query", "/?only=query"),
        ("", "/"),
        ("#frag", "/"),
        ("/a|b{c}[d]^`\"<>", "/a|b{c}[d]^`\"<>"),
        ("/%zz%", "/%zz%"),
        ("/?u=http://x/?y#z", "/?u=http://x/?y"),
        ("/with space/ä", "/with%20space/%C3%A4"),
    ])
    func `B74 · path and query reach the server as they were written`(written: String, sent: String)
        async throws
    {
        try await onLoopback { server, transport in
            _ = try await transport.send(HTTPRequest(url: server.url(written)))
            #expect(server.requests.map(\.line) == ["GET \(sent) HTTP/1.1"])
        }
    }

    @Test
    func
        `B01, B22, B73, B75, B78 · nothing is sent but what the request says, beside Host and Accept-Encoding`()
        async throws
    {
        try await onLoopback { server, transport in
            let headers: HTTPHeaders = HTTPHeaders(["User-Agent": "tidings/0", "If-None-Match": "W/\"x\""])
            _ = try await transport.send(HTTPRequest(url: server.url("/"), headers: headers))
            let request = try #require(server.requests.first)
            #expect(request.headerNames == ["Host", "Accept-Encoding", "User-Agent", "If-None-Match"])
            #expect(request["Host"] == "127.0.0.1:\(server.port)")
            #expect(request["Accept-Encoding"] == "gzip, deflate, br, zstd")
        }
    }

    @Test(arguments: [
        "\"x-gzip\"", "abc", "\"a\"b\"", "\"\u{E4}\u{80}\u{FF}\"", "Tue, 3 Jun 2025 1:02:03 +0000",
    ])
    func `B05 · a value comes back to the server byte for byte`(value: String) async throws {
        try await onLoopback { server, transport in
            server.serve("/") { request in
                let bytes = value.unicodeScalars.map { UInt8($0.value) }
                return Reply([
                    .send(
                        Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nETag: ".utf8) + bytes + [
                            13, 10, 13, 10,
                        ])
                ])
            }
            let first = try await transport.send(HTTPRequest(url: server.url("/")))
            let tag = try #require(first.headers["etag"])
            #expect(tag == value)
            _ = try await transport.send(
                HTTPRequest(url: server.url("/"), headers: HTTPHeaders(["If-None-Match": tag])))
            #expect(server.requests.last?["If-None-Match"] == value)
        }
    }

    @Test(arguments: [
        ("X", "a\r\nB: c"), ("X", "a\0b"), ("X:", "a"), ("", "a"), ("X Y", "a"), ("X\n", "a"),
        ("X", "as long as it may be\n"), ("X", "as long as it\u{1F}may be, and longer"),
        ("X", "12345678\u{7F}"),
        ("X", "\t1234567 with \u{E4} and\u{7F}a tab"), ("X", "\u{FF}234567\n"),
    ])
    func `a header that could begin another line is refused`(name: String, value: String) async throws {
        try await onLoopback { server, transport in
            var headers = HTTPHeaders()
            headers.add(name, value)
            let error = await failure(
                of: HTTPRequest(url: server.url("/"), headers: headers), through: transport)
            #expect(error == .badHeader(name))
            #expect(server.connections == 0)
        }
    }

    @Test(arguments: [
        "a\tb", "as long as it\tmay be, and longer", "\u{E4}\u{80}\u{9F}\u{FF}~ \u{A0}1234567\u{E4}",
    ])
    func `a header may hold tabs, and bytes beyond ASCII`(value: String) async throws {
        try await onLoopback { server, transport in
            _ = try await transport.send(HTTPRequest(url: server.url("/"), headers: ["X": value]))
            #expect(server.requests.first?["X"] == value)
        }
    }

    @Test func `a header may be empty`() async throws {
        try await onLoopback { server, transport in
            _ = try await transport.send(
                HTTPRequest(url: server.url("/"), headers: HTTPHeaders(["X-Empty": ""])))
            #expect(server.requests.first?["X-Empty"] == "")
        }
    }

    @Test func `credentials go as Basic authentication, whether given apart or in the URL`() async throws {
        try await onLoopback { server, transport in
            var request = HTTPRequest(url: server.url("/"))
            request.credentials = BasicCredentials(user: "aladdin", password: "opensesame")
            _ = try await transport.send(request)
            _ = try await transport.send(
                HTTPRequest(url: "http://aladdin:open%73esame@127.0.0.1:\(server.port)/"))
            _ = try await transport.send(HTTPRequest(url: server.url("/")))
            let sent = server.requests.map { $0["Authorization"] }
            #expect(sent == ["Basic YWxhZGRpbjpvcGVuc2VzYW1l", "Basic YWxhZGRpbjpvcGVuc2VzYW1l", nil])
        }
    }

    @Test func `what one request has of its own stays in no handle for the next`() async throws {
        try await onLoopback { server, transport in
            var plain = HTTPRequest(url: server.url("/plain"))
            plain.headers.add("X-Number", "1")
            var secret = HTTPRequest(url: server.url("/secret"))
            secret.credentials = BasicCredentials(user: "aladdin", password: "opensesame")
            var open = HTTPRequest(url: server.url("/open"), trust: .anything)
            open.version = .http1
            // One after another, by the same handle: more of the usual kind in a row than share its options, too.
            for request in [
                plain, plain, secret, plain, open, plain, plain, plain, plain, plain, plain, secret,
            ] {
                let exchange = try await transport.send(request)
                #expect(exchange.url == request.url)
            }
            let sent = server.requests
            #expect(sent.map { $0["Authorization"] != nil } == sent.map { $0.target == "/secret" })
            #expect(sent.map { $0["X-Number"] != nil } == sent.map { $0.target == "/plain" })
            #expect(
                sent.allSatisfy { $0["Accept-Encoding"] == "gzip, deflate, br, zstd" && $0["Accept"] == nil })
        }
    }

    @Test func `a request may say itself what encodings it takes, once`() async throws {
        try await onLoopback { server, transport in
            let headers: HTTPHeaders = ["accept-encoding": "identity"]
            _ = try await transport.send(HTTPRequest(url: server.url("/"), headers: headers))
            #expect(server.requests.first?.headerNames == ["Host", "accept-encoding"])
            #expect(server.requests.first?["Accept-Encoding"] == "identity")
        }
    }

    @Test func `a request may have many long headers`() async throws {
        try await onLoopback { server, transport in
            var headers = HTTPHeaders()
            for number in 1...40 {
                headers.add("X-\(number)", String(repeating: "\(number % 10)", count: 10 * number))
            }
            _ = try await transport.send(HTTPRequest(url: server.url("/"), headers: headers))
            for field in headers.fields { #expect(server.requests.first?[field.name] == field.value) }
        }
    }

    @Test func `B75, B76 · cookies are not kept and redirects are not followed`() async throws {
        try await onLoopback { server, transport in
            let moved = Reply(302, headers: ["Location": "/b", "Set-Cookie": "a=b"], text: "over there")
            server.serve("/a", moved)
            let exchange = try await transport.send(HTTPRequest(url: server.url("/a")))
            #expect(exchange.status == 302)
            #expect(exchange.headers["location"] == "/b")
            _ = try await transport.send(HTTPRequest(url: server.url("/a")))
            #expect(server.requests.map(\.target) == ["/a", "/a"])
            #expect(server.requests.last?["Cookie"] == nil)
        }
    }

    @Test(arguments: ["http://", ""])
    func `B94 · a proxy is asked for the whole URL, and the host is not looked up here`(scheme: String)
        async throws
    {
        try await onLoopback { server, transport in
            server.serve("http://feeds.example.org/a?b=%7e", Reply(text: "through the proxy"))
            var request = HTTPRequest(url: "http://feeds.example.org/a?b=%7e#c")
            request.proxy = "\(scheme)127.0.0.1:\(server.port)"
            let exchange = try await transport.send(request)
            #expect(exchange.body == Array("through the proxy".utf8))
            #expect(server.requests.first?["Host"] == "feeds.example.org")
        }
    }

    @Test(arguments: [
        ("socks5h://127.0.0.1:9050", "127.0.0.1", 9050), ("SOCKS4a://proxy.example", "proxy.example", 1080),
        ("proxy.example:3128", "proxy.example", 3128), ("https://proxy.example", "proxy.example", 443),
        ("http://me:secret@[::1]:8080/", "::1", 8080), ("http://proxy.example", "proxy.example", 1080),
    ])
    func `B94 · a proxy of any kind is found where libcurl looks for it`(
        proxy: String, host: String, port: Int
    ) throws {
        let found = try Authority.ofProxy(proxy)
        #expect(found.host == host)
        #expect(found.port == port)
    }

    @Test(arguments: [
        "http://10.1.2.3/", "http://printer/", "http://nas.local/", "http://0x7f.1/", "http://[::1]/",
    ])
    func `B94 · a proxy is not asked for hosts that mean something here alone`(url: String) async throws {
        try await onLoopback(allowing: []) { server, transport in
            var request = HTTPRequest(url: url)
            request.proxy = server.url("")
            guard case .privateNetwork = await failure(of: request, through: transport) else {
                Issue.record("\(url) was not refused")
                return
            }
            #expect(server.connections == 0)
        }
    }

    @Test func `a connection is used again for the same host`() async throws {
        try await onLoopback { server, transport in
            for _ in 1...9 { _ = try await transport.send(HTTPRequest(url: server.url("/"))) }
            // On a machine so busy that a connection grew old between two requests, there may be a second.
            #expect(server.connections < 9)
        }
    }

    @Test func `a request on a connection that the server has closed meanwhile is made on a new one`()
        async throws
    {
        try await onLoopback { server, transport in
            server.serve(
                "/", Reply(text: "a"),
                Reply([.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nb".utf8)), .reset]),
                Reply(text: "c"))
            var bodies: [[UInt8]] = []
            for number in 1...3 {
                bodies.append(try await transport.send(HTTPRequest(url: server.url("/"))).body)
                if number == 2 { await server.departed(1) }
            }
            #expect(bodies == ["a", "b", "c"].map { Array($0.utf8) })
        }
    }

    @Test func `a server may close a connection just as it is used again, as often as it will`() async throws
    {
        try await onLoopback { server, transport in
            let count = Mutex(0)
            server.serve("/") { _ in
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                return number % 2 == 0 ? Reply([.reset]) : Reply(text: "a")
            }
            for _ in 1...20 {
                let exchange = try await transport.send(.patient(server.url("/")))
                #expect(exchange.body == Array("a".utf8))
            }
            #expect(server.connections > 10)
        }
    }

    @Test func `three hundred requests at once all have their own answer`() async throws {
        try await onLoopback { server, transport in
            let gate = Gate()
            for number in 0..<300 {
                server.serve("/\(number)", Reply(text: "answer \(number)").after(gate))
            }
            let wrong = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<300 {
                    group.addTask {
                        let exchange = try await transport.send(HTTPRequest(url: server.url("/\(number)")))
                        return exchange.body == Array("answer \(number)".utf8)
                    }
                }
                await server.received(300)
                gate.open()
                return try await group.reduce(into: 0) { wrong, isRight in wrong += isRight ? 0 : 1 }
            }
            #expect(wrong == 0)
            #expect(server.connections == 300)
        }
    }
}
