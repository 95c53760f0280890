import FeedModel
import FeedUpdating
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
}
