import HTTPTransport
import TestSupport
import Testing

@Suite(.serialized) struct ForbiddenAddressTests {
    @Test(arguments: [
        "127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0x7f000001", "017700000001", "0",
        "0.0.0.0",
        "[::ffff:7f00:1]", "[::ffff:127.0.0.1]", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]",
        "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fec0::1]", "[fd00::1]", "[ff02::1]",
        "localhost", "LOCALHOST", "a.b.localhost", "localhost.", "127.0.0.1.",
        "１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "%31%32%37.0.0.1", "12\u{AD}7.0.0.1", "10.5", "１０.０.０.５",
        "10.0.0.5", "100.64.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1",
        "192.168.1.1",
        "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "user:pass@127.0.0.1",
    ])
    func `B90, B93 · a private address is denied in every spelling`(host: String) async throws {
        try await onLoopback(allowing: []) { server, transport in
            let request = HTTPRequest(url: "http://\(host):\(server.port)/")
            guard case .privateNetwork = await failure(of: request, through: transport) else {
                let error = await failure(of: request, through: transport)
                Issue.record("\(host): \(String(describing: error))")
                return
            }
            #expect(server.connections == 0)
        }
    }

    // Whatever these are taken for, nobody is connected to.
    @Test(arguments: [
        "http://127.0.0.1\\@example.org:80/", "http://[fe80::1%25lo]/", "http:///", "http://",
        "http:127.0.0.1/",
        "http://a b/", "http://127.0.0.1:99999/", "http://127.0.0.1:0x50/", "http://127.0.0.1\n/",
        "//127.0.0.1/",
        "http://[::1/", "http://./", "http://%00/", "nonsense", "",
    ])
    func `B93 · an address that cannot be read goes nowhere`(url: String) async throws {
        try await onLoopback { _, transport in
            guard case .badAddress = await failure(of: HTTPRequest(url: url), through: transport) else {
                let error = await failure(of: HTTPRequest(url: url), through: transport)
                Issue.record("\(url): \(String(describing: error))")
                return
            }
        }
    }

    @Test(arguments: [
        "file:///etc/hostname", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "data:,x", "FILE:///x",
    ])
    func `B69 · only http and https are spoken`(url: String) async throws {
        try await onLoopback { _, transport in
            let scheme = String(url.prefix { $0 != ":" }).lowercased()
            #expect(await failure(of: HTTPRequest(url: url), through: transport) == .schemeRefused(scheme))
        }
    }

    @Test(arguments: [22, 25, 1, 1023, 2049, 2375, 3306, 5432, 6379, 6667, 9200, 11211, 27017])
    func `B95 · no web server is asked on another service's port`(port: Int) async throws {
        try await onLoopback { _, transport in
            let request = HTTPRequest(url: "http://127.0.0.1:\(port)/")
            #expect(await failure(of: request, through: transport) == .portRefused(port))
        }
    }

    @Test func `what the operator names may be contacted, and nothing beside it`() async throws {
        try await LoopbackServer.running { server in
            for entry in ["127.0.0.1", "127.0.0.0/8", "127.0.0.1:\(server.port)", "::ffff:127.0.0.0/104"] {
                let rule = AddressRule(allowing: [entry])
                try await CurlTransport.running(width: 2, addresses: rule) { transport in
                    #expect(await failure(of: HTTPRequest(url: server.url("/")), through: transport) == nil)
                    let other = HTTPRequest(url: "http://10.0.0.1:\(server.port)/")
                    #expect(
                        await failure(of: other, through: transport)
                            == .privateNetwork(host: "10.0.0.1", address: "10.0.0.1"))
                }
            }
        }
    }

    @Test func `a name that the operator allows is asked at its private address`() async throws {
        try await onLoopback(allowing: ["localhost"]) { server, transport in
            let request = HTTPRequest(url: "http://localhost:\(server.port)/")
            #expect(await failure(of: request, through: transport) == nil)
            #expect(server.requests.first?["Host"] == "localhost:\(server.port)")
            // The address by itself is not what was allowed.
            #expect(
                await failure(of: HTTPRequest(url: server.url("/")), through: transport)
                    == .privateNetwork(host: "127.0.0.1", address: "127.0.0.1"))
        }
    }

    @Test func `a closed port is told as a failed connection`() async throws {
        let port = try await LoopbackServer.running { $0.port }
        let rule = AddressRule(allowing: ["127.0.0.1"])
        try await CurlTransport.running(width: 2, addresses: rule) { transport in
            let error = await failure(of: HTTPRequest(url: "http://127.0.0.1:\(port)/"), through: transport)
            guard case .connectFailed(let message) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(message.contains("refused") || message.contains("connect"))
        }
    }

    @Test func `a host that cannot be is unknown or cannot be looked up, and says so`() async throws {
        try await onLoopback { _, transport in
            switch await failure(of: HTTPRequest(url: "http://nowhere.invalid/"), through: transport) {
            case .unknownHost("nowhere.invalid", _), .lookupFailed("nowhere.invalid", _), .networkDown: break
            case let other: Issue.record("\(String(describing: other))")
            }
        }
    }
}
