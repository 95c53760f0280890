import FeedFetching
import FeedModel
import FoundationEssentials
import HTTPTransport
import Synchronization
import TestSupport
import Testing

@Suite struct HostGateTests {
    private let transport = ScriptedTransport()
    private let time = StoppedTime()

    private func url(_ number: Int) -> String {
        "http://feeds.example.org/\(number)"
    }

    @Test func `B102 · a host is asked one thing at a time, in the order of coming`() async throws {
        let fetcher = fetcher(transport, time: time)
        for number in 0..<4 {
            transport.answer(url(number), with: answer())
            transport.hold(url(number))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                group.addTask { _ = try await fetcher.fetch(due(url(number)), at: now) }
                if number == 0 { await transport.received(1) }
            }
            for number in 1...3 {
                #expect(transport.requests.count == number)
                for number in 0..<4 where transport.requests.contains(where: { $0.url == url(number) }) {
                    transport.letGo(url(number))
                }
                await transport.received(number + 1)
            }
            for number in 0..<4 { transport.letGo(url(number)) }
            try await group.waitForAll()
        }
        #expect(Set(transport.requests.map(\.url)).count == 4)
    }

    @Test func `B102 · starts at one host keep their distance, however quick the answers`() async throws {
        let fetcher = fetcher(transport, time: time) { $0.hostSpacing = .seconds(2) }
        for number in 0..<3 { transport.answer(url(number), with: answer()) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<3 { group.addTask { _ = try await fetcher.fetch(due(url(number)), at: now) } }
            await transport.received(1)
            await time.sleeping(1)
            #expect(transport.requests.count == 1)
            time.advance(by: .seconds(2))
            await transport.received(2)
            await time.sleeping(1)
            time.advance(by: .seconds(2))
            await transport.received(3)
            try await group.waitForAll()
        }
    }

    @Test func `B102 · a process that begins keeps the distance from what another asked`() async throws {
        let gate = HostGate(
            perHost: 1, spacing: .seconds(2), resting: [], started: ["feeds.example.org": .milliseconds(500)],
            pace: Pace(elapsed: { time.elapsed }, sleep: { try await time.sleep($0) }))
        let turn = Task { try await gate.withTurn(at: "feeds.example.org") { [time] _ in time.elapsed } }
        await time.sleeping(1)
        time.advance(by: .milliseconds(1_500))
        #expect(try await turn.value == .milliseconds(1_500))
    }

    @Test func `B47 · a row of refusals goes on after a restart, and ends with an answer`() async throws {
        let earlier = HostRest(host: "feeds.example.org", until: now.addingTimeInterval(-60), repeats: 2)
        let fetcher = fetcher(transport, resting: [earlier])
        transport.answer(url(0), with: answer(429))
        let failure = await fetcher.failure(due(url(0)))
        #expect(
            failure?.hostRests
                == [HostRest(host: earlier.host, until: now.addingTimeInterval(4 * 3_600), repeats: 3)])
        transport.answer(url(1), with: answer())
        let later = now.addingTimeInterval(5 * 3_600)
        let fetched = try await fetcher.fetch(due(url(1)), at: later)
        #expect(fetched.hostRests == [HostRest(host: earlier.host, until: later, repeats: 0)])
    }

    @Test func `B72 · hops count for the spacing of their host`() async throws {
        let fetcher = fetcher(transport, time: time) { $0.hostSpacing = .seconds(1) }
        transport.answer(url(0), with: answer(302, ["Location": "/1"]))
        transport.answer(url(1), with: answer())
        let task = Task { try await fetcher.fetch(due(url(0)), at: now) }
        await time.sleeping(1)
        #expect(transport.requests.count == 1)
        time.advance(by: .seconds(1))
        #expect(try await task.value.exchange.requests == 2)
    }

    @Test func `hosts do not wait for one another`() async throws {
        let fetcher = fetcher(transport, time: time) { $0.hostSpacing = .seconds(60) }
        transport.answer(url(0), with: answer())
        transport.hold(url(0))
        transport.answer("http://b.example.net/", with: answer())
        let slow = Task { try await fetcher.fetch(due(url(0)), at: now) }
        await transport.received(1)
        _ = try await fetcher.fetch(due("http://b.example.net/"), at: now)
        transport.letGo(url(0))
        _ = try await slow.value
    }

    @Test func `who is cancelled leaves the line and those behind move up`() async throws {
        let fetcher = fetcher(transport, time: time)
        for number in 0..<3 { transport.answer(url(number), with: answer()) }
        transport.hold(url(0))
        let first = Task { try await fetcher.fetch(due(url(0)), at: now) }
        await transport.received(1)
        let second = Task { await fetcher.failure(due(url(1))) }
        let third = Task { try await fetcher.fetch(due(url(2)), at: now) }
        second.cancel()
        #expect(await second.value?.kind == .cancelled)
        transport.letGo(url(0))
        _ = try await first.value
        _ = try await third.value
        #expect(transport.requests.map(\.url) == [url(0), url(2)])
    }

    @Test func `who is cancelled while keeping the distance gives the turn on`() async throws {
        let fetcher = fetcher(transport, time: time) { $0.hostSpacing = .seconds(5) }
        for number in 0..<3 { transport.answer(url(number), with: answer()) }
        _ = try await fetcher.fetch(due(url(0)), at: now)
        let second = Task { await fetcher.failure(due(url(1))) }
        await time.sleeping(1)
        second.cancel()
        #expect(await second.value?.kind == .cancelled)
        let third = Task { try await fetcher.fetch(due(url(2)), at: now) }
        await time.sleeping(1)
        time.advance(by: .seconds(5))
        _ = try await third.value
        #expect(transport.requests.map(\.url) == [url(0), url(2)])
    }

    @Test func `B45 · those who wait in line when a host asks for rest are put off`() async throws {
        let fetcher = fetcher(transport, time: time)
        transport.answer(url(0), with: answer(429, ["Retry-After": "60"]))
        transport.hold(url(0))
        let first = Task { await fetcher.failure(due(url(0))) }
        await transport.received(1)
        let second = Task { await fetcher.failure(due(url(1))) }
        transport.letGo(url(0))
        #expect(await first.value?.kind == .rateLimited(status: 429))
        #expect(await second.value?.kind == .hostResting(host: "feeds.example.org"))
        #expect(transport.requests.count == 1)
    }

    @Test func `as many as the settings allow go to one host at once`() async throws {
        let fetcher = fetcher(transport, time: time) { policy in
            policy.perHost = 2
            policy.hostSpacing = .zero
        }
        for number in 0..<2 {
            transport.answer(url(number), with: answer())
            transport.hold(url(number))
        }
        let tasks = (0..<2).map { number in Task { try await fetcher.fetch(due(url(number)), at: now) } }
        await transport.received(2)
        for number in 0..<2 { transport.letGo(url(number)) }
        for task in tasks { _ = try await task.value }
    }

    @Test("B102 · a request whose answer has not begun after five seconds holds nobody up, one such at most")
    func overtaken() async throws {
        let fetcher = fetcher(transport, time: time) { $0.hostSpacing = .zero }
        for number in 0..<4 {
            transport.answer(url(number), with: answer())
            transport.hold(url(number))
        }
        let first = Task { try await fetcher.fetch(due(url(0)), at: now) }
        await transport.received(1)
        let others = (1...3).map { number in Task { try await fetcher.fetch(due(url(number)), at: now) } }
        await time.sleeping(1)
        time.advance(by: .milliseconds(4_900))
        #expect(transport.requests.count == 1)
        time.advance(by: .milliseconds(100))
        await transport.received(2)
        // The second one does not answer either, but one has been overtaken already.
        await time.sleeping(1)
        time.advance(by: .seconds(9))
        #expect(transport.requests.count == 2)
        transport.letGo(url(0))
        _ = try await first.value
        await transport.received(3)
        for number in 1...3 { transport.letGo(url(number)) }
        for task in others { _ = try await task.value }
    }

    @Test("B102 · a request whose answer has begun keeps its turn")
    func answering() async throws {
        let fetcher = fetcher(transport, time: time) { $0.hostSpacing = .zero }
        for number in 0..<2 { transport.answer(url(number), with: answer()) }
        transport.holdBegun(url(0))
        let first = Task { try await fetcher.fetch(due(url(0)), at: now) }
        await transport.received(1)
        let second = Task { try await fetcher.fetch(due(url(1)), at: now) }
        await time.sleeping(1)
        time.advance(by: .seconds(20))
        #expect(transport.requests.count == 1)
        transport.letGo(url(0))
        _ = try await first.value
        _ = try await second.value
    }
}
