import FeedModel
import FeedUpdating
import TestSupport
import Testing

struct RoundQueueTests {
    private func feed(_ number: Int64, host: String) -> DueFeed {
        DueFeed(id: FeedID(number), address: FeedAddress("https://\(host)/\(number)"))
    }

    private func numbers(_ queue: inout RoundQueue) -> [Int64] {
        var numbers: [Int64] = []
        while let due = queue.next() { numbers.append(due.id.rawValue) }
        return numbers
    }

    @Test func `a host's long line holds no other host back`() {
        var queue = RoundQueue(perHost: 1)
        queue.add([feed(1, host: "a.example"), feed(2, host: "a.example"), feed(3, host: "b.example")])
        #expect(numbers(&queue) == [1, 3])
        #expect(queue.count == 1)
    }

    @Test func `the next of a host begins when the one before has ended`() {
        var queue = RoundQueue(perHost: 1)
        let first = feed(1, host: "a.example")
        queue.add([first, feed(2, host: "a.example")])
        #expect(numbers(&queue) == [1])
        queue.finished(first)
        #expect(numbers(&queue) == [2])
    }

    @Test func `a host bears as many as it is to bear`() {
        var queue = RoundQueue(perHost: 2)
        queue.add((1...5).map { feed($0, host: "a.example") })
        #expect(numbers(&queue) == [1, 2])
        queue.finished(feed(1, host: "a.example"))
        #expect(numbers(&queue) == [3])
        #expect(queue.inFlight == 2)
    }

    @Test func `a feed that waits or runs is not taken in twice, and may come again once it has ended`() {
        var queue = RoundQueue(perHost: 1)
        let only = feed(1, host: "a.example")
        queue.add([only, only])
        #expect(queue.count == 1)
        #expect(numbers(&queue) == [1])
        queue.add([only])
        #expect(queue.count == 0)
        queue.finished(only)
        queue.add([only])
        #expect(numbers(&queue) == [1])
    }

    @Test func `files have no host and no limit`() {
        var queue = RoundQueue(perHost: 1)
        queue.add([
            DueFeed(id: FeedID(1), address: FeedAddress("file:///a")),
            DueFeed(id: FeedID(2), address: FeedAddress("file:///b")),
        ])
        #expect(numbers(&queue) == [1, 2])
    }

    private func feeds(_ numbers: ClosedRange<Int64>, host: String) -> [DueFeed] {
        numbers.map { feed($0, host: host) }
    }

    /// The order in which feeds begin where each has ended before the next begins.
    private func inTurn(_ queue: inout RoundQueue) -> [DueFeed] {
        var begun: [DueFeed] = []
        while let due = queue.next() {
            begun.append(due)
            queue.finished(due)
        }
        return begun
    }

    @Test func `hosts that are to be left alone between two requests take turns`() {
        var queue = RoundQueue(perHost: 1)
        queue.add(feeds(1...3, host: "a.example") + feeds(11...12, host: "b.example"))
        #expect(inTurn(&queue).map(\.id.rawValue) == [1, 11, 2, 12, 3])
    }

    @Test(
        "a host that need not be left alone goes on for sixteen feeds, and then it is another's turn",
        arguments: [1, 2, 3])
    func run(perHost: Int) {
        var queue = RoundQueue(perHost: perHost, isSpaced: false)
        queue.add(feeds(1...40, host: "a.example") + feeds(101...102, host: "b.example"))
        let begun = inTurn(&queue)
        #expect(begun.map(\.id.rawValue) == Array(1...16) + [101, 102] + Array(17...40))
        // What is last in its row keeps its connection only where nobody comes between, what is last of its host never.
        let last = Set(begun.filter { !$0.isFollowed }.map(\.id.rawValue))
        #expect(last == [16, 40, 102])
    }

    /// A host that came up often before has one place in line, as any other.
    @Test func `what was done before is forgotten`() {
        var queue = RoundQueue(perHost: 2, isSpaced: false)
        let waiting = feed(9_999, host: "c.example")
        queue.add([waiting])
        #expect(queue.next() == waiting)
        for cycle in 0..<100 {
            queue.add(feeds(Int64(cycle * 3)...Int64(cycle * 3 + 2), host: "a.example"))
            var running: [DueFeed] = []
            while let due = queue.next() { running.append(due) }
            for due in running { queue.finished(due) }
            while queue.isReady, let due = queue.next() { queue.finished(due) }
        }
        queue.add(feeds(1_000...1_100, host: "a.example") + feeds(2_000...2_000, host: "b.example"))
        let order = inTurn(&queue).map(\.id.rawValue)
        #expect((order.firstIndex(of: 2_000) ?? 101) <= 2 * RoundQueue.longestRun)
    }

    @Test func `a connection is kept for the next of its host where few come between`() {
        for (hosts, isFollowed) in [(3, true), (5, false)] {
            var queue = RoundQueue(perHost: 1, nearby: 3)
            for host in 1...hosts {
                let first = Int64(host * 10)
                queue.add(feeds(first...first + 1, host: "host\(host).example"))
            }
            let begun = inTurn(&queue)
            #expect(begun.first?.isFollowed == isFollowed)
            #expect(begun.last?.isFollowed == false)
        }
    }

    @Test("each feed begins once, no host bears too many, and what may begin does", arguments: 0..<40)
    func orders(seed: UInt64) {
        var chance = Seeded(state: seed)
        let perHost = Int.random(in: 1...3, using: &chance)
        var queue = RoundQueue(perHost: perHost, isSpaced: seed.isMultiple(of: 2), nearby: 2)
        var numbers = 0
        var begun: Set<FeedID> = []
        var running: [DueFeed] = []
        for _ in 0..<600 {
            switch Int.random(in: 0..<4, using: &chance) {
            case 0 where numbers < 300:
                let host = "host\(Int.random(in: 0..<5, using: &chance)).example"
                queue.add([feed(Int64(numbers), host: host)])
                numbers += 1
            case 1, 2:
                let mayBegin = queue.isReady
                let due = queue.next()
                #expect((due != nil) == mayBegin)
                guard let due else { continue }
                #expect(begun.insert(due.id).inserted)
                running.append(due)
                #expect(running.filter { $0.host == due.host }.count <= perHost)
            default:
                guard let ended = running.indices.randomElement(using: &chance) else { continue }
                queue.finished(running.remove(at: ended))
            }
            #expect(queue.inFlight == running.count)
            #expect(queue.count == numbers - begun.count)
        }
        for due in running { queue.finished(due) }
        for due in inTurn(&queue) { #expect(begun.insert(due.id).inserted) }
        #expect(begun.count == numbers)
        #expect(!queue.isReady && queue.count == 0 && queue.inFlight == 0)
    }
}
