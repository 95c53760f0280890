import HTTPTransport
import TestSupport
import Testing

@Suite(.serialized) struct AnswerTests {
    private static let text = "The quick brown fox\n"

    private func send(_ reply: Reply, limits: TransferLimits = TransferLimits()) async throws -> HTTPExchange
    {
        try await onLoopback { server, transport in
            server.serve("/", reply)
            return try await transport.send(HTTPRequest(url: server.url("/"), limits: limits))
        }
    }

    private func failure(_ reply: Reply, limits: TransferLimits = TransferLimits()) async throws
        -> TransportError?
    {
        try await onLoopback { server, transport in
            server.serve("/", reply)
            return await HTTPTransportTests.failure(
                of: HTTPRequest(url: server.url("/"), limits: limits), through: transport)
        }
    }

    @Test func `an answer tells status, headers, body, version, address and sizes`() async throws {
        let exchange = try await send(
            Reply(203, headers: ["X-A": "1", "x-a": " 2 ", "Y": ""], text: Self.text))
        #expect(exchange.status == 203)
        #expect(exchange.headers.values(of: "X-a") == ["1", "2"])
        #expect(exchange.headers["y"] == "")
        #expect(exchange.body == Array(Self.text.utf8))
        #expect(exchange.version == .http1)
        #expect(exchange.remoteAddress == "127.0.0.1")
        #expect(exchange.wireBodySize == Self.text.utf8.count)
        #expect(exchange.timings.total >= exchange.timings.firstByte)
        #expect(exchange.timings.firstByte >= exchange.timings.connected)
        #expect(exchange.timings.connected >= exchange.timings.resolved)
    }

    @Test func `B02, B09 · a 304 has its headers and no body`() async throws {
        let exchange = try await send(Reply(304, headers: ["ETag": "\"new\"", "Content-Length": "9"]))
        #expect(exchange.status == 304)
        #expect(exchange.headers["ETag"] == "\"new\"")
        #expect(exchange.body.isEmpty)
    }

    @Test(arguments: [Reply.Framing.length, .chunks(of: 3), .close])
    func `a body ends where its framing says`(framing: Reply.Framing) async throws {
        #expect(
            try await send(Reply(body: Array(Self.text.utf8), framing: framing)).body == Array(Self.text.utf8)
        )
    }

    @Test(
        arguments: [
            ("gzip", Gzip.stored(Array(text.utf8))),
            ("X-GZIP", Gzip.stored(Array(text.utf8))),
            ("gzip, gzip", Gzip.stored(Gzip.stored(Array(text.utf8)))),
            ("identity", Array(text.utf8)),
            ("", Array(text.utf8)),
            // One final stored block, alone and inside zlib's frame.
            ("deflate", [1, 20, 0, 235, 255] + Array(text.utf8)),
            ("deflate", [0x78, 0x01, 1, 20, 0, 235, 255] + Array(text.utf8) + [0x4C, 0x4C, 0x07, 0x1E]),
            // A stored meta-block, then the empty last one.
            ("br", [0x8B, 0x09, 0x80] + Array(text.utf8) + [0x03]),
            // A frame of one raw block.
            ("zstd", [0x28, 0xB5, 0x2F, 0xFD, 0x20, 20, 0xA1, 0, 0] + Array(text.utf8)),
        ] as [(String, [UInt8])])
    func `B84 · a body is decoded`(encoding: String, bytes: [UInt8]) async throws {
        let exchange = try await send(Reply(headers: ["Content-Encoding": encoding], body: bytes))
        #expect(exchange.body == Array(Self.text.utf8))
        #expect(exchange.wireBodySize == bytes.count)
    }

    @Test(arguments: ["none", "utf-8", "gzip, gzip, gzip", "compress", "gzip, bogus"])
    func `B84 · an encoding that is unknown or wrapped too often is a failure`(encoding: String) async throws
    {
        let body = Gzip.stored(Array(Self.text.utf8))
        #expect(
            try await failure(Reply(headers: ["Content-Encoding": encoding], body: body))
                == .unknownEncoding(encoding))
    }

    @Test func `a body that is not what its encoding says is a failure`() async throws {
        let reply = Reply(headers: ["Content-Encoding": "gzip"], text: "no gzip at all, this")
        guard case .unknownEncoding = try await failure(reply) else {
            Issue.record("taken for gzip")
            return
        }
    }

    @Test func `a gzip body that stops half-way is cut short`() async throws {
        let body = Array(Gzip.stored(Array(Self.text.utf8)).prefix(25))
        let error = try await failure(
            Reply(headers: ["Content-Encoding": "gzip"], body: body, framing: .claimedLength(52)))
        guard case .cutShort = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: [
        Reply(body: Array("half".utf8), framing: .claimedLength(8)),
        Reply(body: Array("half".utf8), framing: .chunksWithoutEnd(of: 2)),
        Reply([.send(Array("HTTP/1.1 200 OK\r\nContent-Len".utf8)), .close]),
        Reply([.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n".utf8)), .close]),
        Reply([.send(Array("HTTP/1.1 20".utf8)), .close]),
        Reply([.close]),
        Reply([.reset]),
        Reply([.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".utf8)), .reset]),
    ])
    func `B60 · an answer that ends before its end is cut short`(reply: Reply) async throws {
        let error = try await failure(reply)
        guard case .cutShort = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: [
        Reply(429, headers: ["Retry-After": "7"], body: Array("half".utf8), framing: .claimedLength(8)),
        Reply(429, headers: ["Retry-After": "7", "Content-Encoding": "bogus"], text: "half"),
        Reply(429, headers: ["Retry-After": "7"], body: Array("half".utf8), framing: .claimedLength(1 << 40)),
        Reply(
            429, headers: ["Retry-After": "7"], body: [UInt8](repeating: 32, count: 1 << 20),
            framing: .chunks(of: 4096)),
    ])
    func `B45 · what a refusal says counts whatever becomes of its body`(reply: Reply) async throws {
        let exchange = try await send(reply)
        #expect(exchange.status == 429)
        #expect(exchange.headers["Retry-After"] == "7")
        #expect(exchange.body.count <= 64 << 10)
    }

    @Test func `interim answers and trailers are passed over`() async throws {
        let bytes = """
            HTTP/1.1 103 Early Hints\r\nETag: "early"\r\n\r\nHTTP/1.1 200 OK\r\nX: 1\r\n\
            Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nETag: "late"\r\n\r\n
            """
        let exchange = try await send(Reply([.send(Array(bytes.utf8))]))
        #expect(exchange.status == 200)
        #expect(exchange.headers["ETag"] == nil)
        #expect(exchange.headers["X"] == "1")
        #expect(exchange.body == Array("ok".utf8))
    }

    @Test func `a folded header line belongs to the one before it`() async throws {
        let bytes = "HTTP/1.1 200 OK\r\nX: one\r\n  two\r\nContent-Length: 0\r\n\r\n"
        #expect(try await send(Reply([.send(Array(bytes.utf8))])).headers["X"] == "one two")
    }

    @Test(arguments: ["<rss/>\n", "SSH-2.0-OpenSSH\r\n", "\0\0\0\0\0\0\0\0\0\0"])
    func `what does not speak HTTP is told as such`(bytes: String) async throws {
        let error = try await failure(Reply([.send(Array(bytes.utf8)), .close]))
        guard case .notHTTP = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `B99 · a failing handshake is told as TLS`() async throws {
        try await onLoopback { server, transport in
            let request = HTTPRequest(url: "https://127.0.0.1:\(server.port)/")
            let error = await HTTPTransportTests.failure(of: request, through: transport)
            guard case .tls = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }
}
