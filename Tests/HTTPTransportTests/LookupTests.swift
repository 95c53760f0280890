import Synchronization
import TestSupport
import Testing

@testable import HTTPTransport

@Suite(.serialized) struct LookupTests {
    /// A book of names for tests; unknown names are unknown hosts.
    private final class Names: Sendable {
        private let answers: [String: LookupAnswer]
        private let asked = Mutex<[String]>([])

        init(_ answers: [String: [String]]) {
            self.answers = answers.mapValues { texts in
                .addresses(
                    texts.compactMap { IPAddress($0) }.map { ResolvedAddress(address: $0, isOwn: false) })
            }
        }

        var questions: [String] {
            asked.withLock { $0 }
        }

        @Sendable func lookup(_ host: String) -> LookupAnswer {
            asked.withLock { $0.append(host) }
            return answers[host] ?? .unknownHost(message: "not in the book")
        }
    }

    private func onLoopback(
        _ names: Names, allowing entries: [String] = ["127.0.0.0/8", "::1"],
        _ body: (LoopbackServer, CurlTransport) async throws -> Void
    ) async throws {
        try await LoopbackServer.running { server in
            let rule = AddressRule(allowing: entries)
            try await CurlTransport.running(width: 4, addresses: rule, lookup: names.lookup) { transport in
                try await body(server, transport)
            }
        }
    }

    @Test func `a name is looked up once and asked for at the address that was found`() async throws {
        let names = Names(["feeds.example.org": ["127.0.0.1"]])
        try await onLoopback(names) { server, transport in
            for host in ["feeds.example.org", "FEEDS.example.org", "feeds.example.org."] {
                let exchange = try await transport.send(HTTPRequest(url: "http://\(host):\(server.port)/"))
                #expect(exchange.remoteAddress == "127.0.0.1")
            }
            #expect(names.questions == ["feeds.example.org"])
            #expect(server.requests.allSatisfy { $0["Host"] == "feeds.example.org:\(server.port)" })
        }
    }

    @Test(arguments: [
        ("bücher.example.org", "xn--bcher-kva.example.org"),
        ("BÜCHER.example.org", "xn--bcher-kva.example.org"),
        ("b%C3%BCcher.example.org", "xn--bcher-kva.example.org"),
        ("xn--bcher-kva.example.org", "xn--bcher-kva.example.org"),
        ("例え.テスト", "xn--r8jz45g.xn--zckzah"), ("straße.example.org", "xn--strae-oqa.example.org"),
        ("a_b.example.org", "a_b.example.org"),
    ])
    func `international names are looked up in ASCII`(written: String, asked: String) async throws {
        let names = Names([asked: ["127.0.0.1"]])
        try await onLoopback(names) { server, transport in
            _ = try await transport.send(HTTPRequest(url: "http://\(written):\(server.port)/"))
            #expect(names.questions == [asked])
        }
    }

    @Test(arguments: [["127.0.0.1", "10.0.0.1"], ["10.0.0.1", "127.0.0.1"], ["127.0.0.1", "fd00::1"]])
    func `B92 · one denied address denies the host`(addresses: [String]) async throws {
        let names = Names(["feeds.example.org": addresses])
        try await onLoopback(names) { server, transport in
            let request = HTTPRequest(url: "http://feeds.example.org:\(server.port)/")
            guard
                case .privateNetwork("feeds.example.org", _) = await failure(of: request, through: transport)
            else {
                Issue.record("contacted")
                return
            }
            #expect(server.connections == 0)
        }
    }

    @Test func `this machine's own address is denied though it is public`() async throws {
        try await LoopbackServer.running { server in
            let address = ResolvedAddress(address: IPAddress(v4: 0x0808_0808), isOwn: true)
            try await CurlTransport.running(
                width: 2, addresses: AddressRule(allowing: []), lookup: { _ in .addresses([address]) },
                { transport in
                    let error = await failure(of: HTTPRequest(url: server.url("/")), through: transport)
                    #expect(error == .privateNetwork(host: "127.0.0.1", address: "8.8.8.8"))
                })
        }
    }

    @Test func `B91 · no socket is opened to an address that was not judged`() async throws {
        let names = Names(["127.0.0.1": ["127.0.0.2"], "::1": ["::2"]])
        try await onLoopback(names) { server, transport in
            // A literal address of the older kind is pinned to what was judged, of which none is the server's.
            let pinned = await failure(of: HTTPRequest(url: server.url("/")), through: transport)
            guard case .connectFailed = pinned else {
                Issue.record("\(pinned.map { "\($0)" } ?? "contacted")")
                return
            }
            #expect(server.connections == 0)
        }
        try await CurlTransport.running(
            width: 2, addresses: AddressRule(allowing: ["::2"]), lookup: names.lookup,
            { transport in
                // One of the newer kind libcurl takes as it stands, and is refused the socket.
                let refused = await failure(of: HTTPRequest(url: "http://[::1]/"), through: transport)
                #expect(refused == .privateNetwork(host: "::1", address: "::1"))
            })
    }

    // Each answer is judged, also where a connection to the former address could be used again.
    @Test func `B91 · a name whose answers change is asked while they are allowed, and no longer`()
        async throws
    {
        try await LoopbackServer.running { server in
            let answers = Mutex([
                ["127.0.0.1"], ["10.0.0.1"], ["127.0.0.1", "10.0.0.1"], ["127.0.0.2"], ["127.0.0.1"],
            ])
            let lookup: @Sendable (String) -> LookupAnswer = { _ in
                let texts = answers.withLock { $0.removeFirst() }
                return .addresses(
                    texts.compactMap { IPAddress($0) }.map { ResolvedAddress(address: $0, isOwn: false) })
            }
            try await CurlTransport.running(
                width: 2, addresses: AddressRule(allowing: ["127.0.0.1"]), cache: LookupCache(success: .zero),
                lookup: lookup,
                { transport in
                    let request = HTTPRequest(url: "http://feeds.example.org:\(server.port)/")
                    var refused: [String?] = []
                    for _ in 0..<5 {
                        switch await failure(of: request, through: transport) {
                        case nil: refused.append(nil)
                        case .privateNetwork(_, let address): refused.append(address)
                        case let other: refused.append("\(String(describing: other))")
                        }
                    }
                    #expect(refused == [nil, "10.0.0.1", "10.0.0.1", "127.0.0.2", nil])
                    #expect(server.requests.count == 2)
                })
        }
    }

    @Test func `B96 · an address without a listener does not keep the next from being tried`() async throws {
        let names = Names(["feeds.example.org": ["::1", "127.0.0.1"]])
        try await onLoopback(names) { server, transport in
            let exchange = try await transport.send(
                HTTPRequest(url: "http://feeds.example.org:\(server.port)/"))
            #expect(exchange.remoteAddress == "127.0.0.1")
        }
    }

    @Test func `each kind of failed lookup is told apart`() async throws {
        let answers: [String: LookupAnswer] = [
            "a.example.org": .unknownHost(message: "u"), "b.example.org": .failed(message: "f"),
            "c.example.org": .noNetwork(message: "n"),
        ]
        try await CurlTransport.running(
            width: 2, addresses: AddressRule(allowing: []), lookup: { answers[$0] ?? .failed(message: "") },
            { transport in
                let errors: [(String, TransportError)] = [
                    ("a", .unknownHost("a.example.org", message: "u")),
                    ("b", .lookupFailed("b.example.org", message: "f")), ("c", .networkDown(message: "n")),
                ]
                for (name, error) in errors {
                    let request = HTTPRequest(url: "http://\(name).example.org/")
                    #expect(await failure(of: request, through: transport) == error)
                }
            })
    }

    @Test func `a lookup that hangs costs its own request the connect limit, and no other`() async throws {
        try await LoopbackServer.running { server in
            let gate = Latch()
            defer { gate.open() }
            let rule = AddressRule(allowing: ["127.0.0.1"])
            let lookup: @Sendable (String) -> LookupAnswer = { host in
                if host == "slow.example.org" { gate.wait() }
                return .addresses([ResolvedAddress(address: IPAddress(v4: 0x7F00_0001), isOwn: true)])
            }
            try await CurlTransport.running(
                width: 4, addresses: rule, lookup: lookup,
                { transport in
                    let limits = TransferLimits.with { $0.connecting = .milliseconds(200) }
                    let slow = HTTPRequest(url: "http://slow.example.org:\(server.port)/", limits: limits)
                    async let error = failure(of: slow, through: transport)
                    #expect(await failure(of: HTTPRequest(url: server.url("/")), through: transport) == nil)
                    #expect(await error == .timedOut(.connecting))
                    #expect(server.connections == 1)

                    let unwanted = Task { await failure(of: slow, through: transport) }
                    unwanted.cancel()
                    #expect(await unwanted.value == .cancelled)
                })
        }
    }

    @Test func `many requests for one name wait for one lookup`() async throws {
        let names = Names(["feeds.example.org": ["127.0.0.1"]])
        try await onLoopback(names) { server, transport in
            await withTaskGroup(of: TransportError?.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        let url = "http://feeds.example.org:\(server.port)/\(number)"
                        return await failure(of: HTTPRequest(url: url), through: transport)
                    }
                }
                for await error in group { #expect(error == nil) }
            }
            #expect(names.questions == ["feeds.example.org"])
        }
    }
}
