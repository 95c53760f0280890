import TestSupport
import Testing

@testable import HTTPTransport

@Suite struct AddressTurnsTests {
    private let here = IPAddress(v4: 0x7F00_0001)
    private let there = IPAddress(v4: 0x7F00_0002)

    @Test("B103 · turns at an address go round in the order of coming")
    func order() {
        var turns = AddressTurns<Int>(limit: 2)
        let taken = (1...5).map { turns.take(at: here, by: $0) } + [turns.take(at: there, by: 6)]
        #expect(taken == [true, true, false, false, false, true])
        // Who leaves the line leaves nobody the turn; who is not known has none.
        let next = [4, 2, 1, 9, 3, 5].map { turns.giveBack(by: $0) }
        #expect(next == [nil, 3, 5, nil, nil, nil])
        let again = turns.take(at: here, by: 7)
        #expect(again)
    }

    @Test("B103 · without a limit nobody waits")
    func noLimit() {
        var turns = AddressTurns<Int>(limit: 0)
        let taken = (0..<99).map { turns.take(at: here, by: $0) }
        #expect(taken.allSatisfy { $0 })
    }

    @Test("B103 · of fifty hosts at one address, four are asked at once, and all in the end")
    func fiftyHosts() async throws {
        let gate = Gate()
        try await LoopbackServer.running { server in
            server.serve("/") { _ in Reply(text: "x").after(gate) }
            let rule = AddressRule(allowing: ["127.0.0.0/8"])
            let lookup: @Sendable (String) -> LookupAnswer = { _ in
                .addresses([ResolvedAddress(address: IPAddress(v4: 0x7F00_0001), isOwn: true)])
            }
            try await CurlTransport.running(width: 64, addresses: rule, perAddress: 4, lookup: lookup) {
                transport in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<50 {
                        group.addTask {
                            let url = "http://host\(number).example:\(server.port)/"
                            let status = try await transport.send(.patient(url)).status
                            #expect(status == 200)
                        }
                    }
                    // One who gives up while waiting leaves its place to the others.
                    let impatient = Task {
                        try await transport.send(HTTPRequest(url: "http://x.example:\(server.port)/"))
                    }
                    await server.received(4)
                    impatient.cancel()
                    _ = await impatient.result
                    #expect(server.requests.count == 4)
                    gate.open()
                    try await group.waitForAll()
                }
                #expect(server.requests.count >= 50)
            }
        }
    }

    @Test("B103 · who waits for a turn does not use up its time")
    func waitingIsFree() async throws {
        let gate = Gate()
        try await LoopbackServer.running { server in
            server.serve("/held") { _ in Reply(text: "x").after(gate) }
            server.serve("/quick", Reply(text: "x"))
            let rule = AddressRule(allowing: ["127.0.0.0/8"])
            try await CurlTransport.running(width: 4, addresses: rule, perAddress: 1) { transport in
                let held = Task { try await transport.send(.patient(server.url("/held"))) }
                await server.received(1)
                var short = HTTPRequest(url: server.url("/quick"))
                short.limits = .with { $0.total = .seconds(2) }
                let quick = Task { [short] in try await transport.send(short) }
                // One that nobody holds up tells when that time is over.
                try await CurlTransport.running(width: 1, addresses: rule) { other in
                    short.url = server.url("/held")
                    short.limits.total = .seconds(3)
                    let ended = await failure(of: short, through: other)
                    #expect(ended == .timedOut(.total))
                }
                gate.open()
                let status = try await quick.value.status
                #expect(status == 200)
                _ = try await held.value
            }
        }
    }
}
