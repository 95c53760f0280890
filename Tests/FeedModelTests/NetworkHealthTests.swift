import FeedModel
import Testing

struct NetworkHealthTests {
    private func turns(_ polls: [(String, Bool)]) -> [NetworkHealth.Turn?] {
        var health = NetworkHealth()
        return polls.map { health.note($0.0, isReached: $0.1) }
    }

    @Test("B59 · the network is down when most of at least four hosts cannot be reached")
    func goesDown() {
        #expect(turns([("a", false), ("b", false), ("c", false)]) == [nil, nil, nil])
        #expect(turns([("a", false), ("b", false), ("c", false), ("d", false)]).last == .wentDown)
        #expect(turns([("a", true), ("b", true), ("c", false), ("d", false)]).allSatisfy { $0 == nil })
        #expect(
            turns([("a", true), ("b", true), ("c", false), ("d", false), ("e", false)]).last == .wentDown)
    }

    @Test("B59 · one host that fails again and again is one host")
    func oneHost() {
        #expect(turns(Array(repeating: ("a", false), count: 60)).allSatisfy { $0 == nil })
        #expect(turns(Array(repeating: ("", false), count: 9)).allSatisfy { $0 == nil })
    }

    @Test("B59 · of many hosts the last fifty count")
    func window() {
        let well = (0..<80).map { ("well\($0)", true) }
        let failing = (0..<26).map { ("failing\($0)", false) }
        let turns = turns(well + failing)
        #expect(turns.dropLast().allSatisfy { $0 == nil })
        #expect(turns.last == .wentDown)
    }

    @Test("B59 · the first answer tells that the network is back, and dead hosts then are their own trouble")
    func comesUp() {
        var health = NetworkHealth()
        for host in ["a", "b", "c", "d"] { _ = health.note(host, isReached: false) }
        #expect(health.isDown)
        #expect(health.note("e", isReached: true) == .cameUp)
        #expect(!health.isDown)
        for host in ["a", "b", "c", "d", "a", "b"] {
            let turn = health.note(host, isReached: false)
            #expect(turn == nil)
        }
        _ = health.note("a", isReached: true)
        for host in ["f", "g", "h"] { _ = health.note(host, isReached: false) }
        #expect(health.isDown)
    }

    @Test(
        arguments: [
            (FetchFailure.Kind.noNetwork, false), (.nameLookup(host: "h", isPermanent: false), false),
            (.unreachable(reason: "r"), false), (.timeout(phase: .connect), false),
            (.timeout(phase: .total), true),
            (.notFound, true), (.tls(reason: "r"), true), (.privateNetwork(host: "h"), nil),
            (.hostResting(host: "h"), nil), (.badAddress(reason: "r"), nil),
        ] as [(FetchFailure.Kind, Bool?)])
    func `what tells whether a host was reached`(kind: FetchFailure.Kind, isReached: Bool?) {
        #expect(PollOutcome.failed(.fetching(FetchFailure(kind))).reachesHost == isReached)
        #expect(PollOutcome.notModified.reachesHost == true)
    }
}
