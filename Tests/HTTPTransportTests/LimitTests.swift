import HTTPTransport
import TestSupport
import Testing

@Suite(.serialized) struct LimitTests {
    private func failure(_ reply: Reply, _ change: (inout TransferLimits) -> Void) async throws
        -> TransportError?
    {
        let limits = TransferLimits.with(change)
        return try await onLoopback { server, transport in
            server.serve("/", reply)
            return await HTTPTransportTests.failure(
                of: HTTPRequest(url: server.url("/"), limits: limits), through: transport)
        }
    }

    @Test func `B85 · a body that swells is stopped at the decoded limit`() async throws {
        let bomb = Reply(
            headers: ["Content-Encoding": "gzip"], body: Gzip.bomb(50 << 20), framing: .chunks(of: 8192))
        #expect(try await failure(bomb) { _ in } == .bodyTooLarge(.decoded(16 << 20)))
    }

    @Test func `a body that swells beyond proportion is stopped before that`() async throws {
        let bomb = Reply(headers: ["Content-Encoding": "gzip"], body: Gzip.bomb(15 << 20))
        #expect(try await failure(bomb) { $0.expansion = 100 } == .bodyTooLarge(.expansion(100)))
        #expect(try await failure(bomb) { $0.expansion = 170 } != .bodyTooLarge(.expansion(170)))
    }

    @Test func `B86 · a body without announced length is stopped at the wire limit`() async throws {
        let body = [UInt8](repeating: 32, count: 300_000)
        for framing in [Reply.Framing.chunks(of: 5000), .close] {
            let error = try await failure(Reply(body: body, framing: framing)) { $0.wireBody = 200_000 }
            #expect(error == .bodyTooLarge(.wire(200_000)))
        }
    }

    @Test func `a compressed body that never yields a byte is stopped at the wire limit`() async throws {
        // Empty stored blocks, none of them the last.
        let empty: [UInt8] = [0, 0, 0, 0xFF, 0xFF]
        let body = Gzip.stored([]).prefix(10) + (0..<80_000).flatMap { _ in empty }
        let reply = Reply(
            headers: ["Content-Encoding": "gzip"], body: Array(body), framing: .chunks(of: 5000))
        #expect(try await failure(reply) { $0.wireBody = 200_000 } == .bodyTooLarge(.wire(200_000)))
    }

    @Test func `B87 · a body that announces too much is not waited for`() async throws {
        let reply = Reply([.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n".utf8)), .hang])
        #expect(try await failure(reply) { _ in } == .bodyTooLarge(.wire(8 << 20)))
    }

    @Test func `a body of just the limit passes`() async throws {
        let body = [UInt8](repeating: 32, count: 100_000)
        let error = try await failure(Reply(body: body, framing: .close)) { limits in
            limits.decodedBody = 100_000
            limits.wireBody = 100_000
        }
        #expect(error == nil)
    }

    @Test func `B88 · too many header lines, or too long ones, or interim answers without end are stopped`()
        async throws
    {
        let ok = "HTTP/1.1 200 OK\r\n"
        let end = "Content-Length: 0\r\n\r\n"
        let heads = [
            ok + String(repeating: "X: y\r\n", count: 300) + end,
            ok + "X: " + String(repeating: "y", count: 70_000) + "\r\n" + end,
            ok + "X: " + String(repeating: "y", count: 2 << 20) + "\r\n" + end,
            String(repeating: "HTTP/1.1 102 Processing\r\n\r\n", count: 200) + ok + end,
            "HTTP/1.1 302 Found\r\n" + String(repeating: "X: y\r\n", count: 300) + end,
        ]
        for head in heads {
            #expect(try await failure(Reply([.send(Array(head.utf8))])) { _ in } == .headersTooLarge)
        }
        let fine = ok + String(repeating: "X: y\r\n", count: 250) + end
        #expect(try await failure(Reply([.send(Array(fine.utf8))])) { _ in } == nil)
    }

    @Test func `B89 · a server that never answers is given up at the first byte's limit`() async throws {
        #expect(try await failure(.never) { $0.firstByte = .milliseconds(60) } == .timedOut(.firstByte))
    }

    @Test func `B89 · an answer that dribbles is given up as too slow`() async throws {
        let head = Array("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".utf8)
        let inBody = Reply([.send(head), .dribble([UInt8](repeating: 32, count: 1000), milliseconds: 5)])
        let inHead = Reply([.dribble(head + head, milliseconds: 5)])
        for reply in [inBody, inHead] {
            let error = try await failure(reply) { limits in
                limits.lowSpeed = 5000
                limits.lowSpeedWindow = .milliseconds(100)
            }
            #expect(error == .timedOut(.lowSpeed))
        }
    }

    @Test func `a refusal whose body never ends counts when its time is up`() async throws {
        try await onLoopback { server, transport in
            let head = "HTTP/1.1 503 Later\r\nRetry-After: 5\r\nContent-Length: 10\r\n\r\nhalf"
            server.serve("/", Reply([.send(Array(head.utf8)), .hang]))
            let limits = TransferLimits.with { limits in
                limits.lowSpeed = 1 << 20
                limits.lowSpeedWindow = .milliseconds(60)
            }
            let exchange = try await transport.send(HTTPRequest(url: server.url("/"), limits: limits))
            #expect(exchange.status == 503)
            #expect(exchange.headers["Retry-After"] == "5")
        }
    }
}
