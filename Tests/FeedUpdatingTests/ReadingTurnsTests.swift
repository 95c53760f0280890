import Synchronization
import Testing

@testable import FeedUpdating

@Suite struct ReadingTurnsTests {
    /// Who has a turn, in the order of having it.
    private final class Witness: Sendable {
        private let state = Mutex<(now: Int, most: Int, order: [Int])>((0, 0, []))

        func begin(_ number: Int) {
            state.withLock { state in
                state.now += 1
                state.most = max(state.most, state.now)
                state.order.append(number)
            }
        }

        func end() {
            state.withLock { $0.now -= 1 }
        }

        var most: Int { state.withLock { $0.most } }
        var order: [Int] { state.withLock { $0.order } }
    }

    @Test(arguments: [1, 3])
    func `never more than so many are at it`(limit: Int) async {
        let (turns, witness) = (ReadingTurns(atOnce: limit), Witness())
        await withDiscardingTaskGroup { group in
            for number in 0..<200 {
                group.addTask {
                    await turns.withTurn(isAhead: number % 7 == 0) {
                        witness.begin(number)
                        await Task.yield()
                        witness.end()
                    }
                }
            }
        }
        #expect(witness.most <= limit)
        #expect(Set(witness.order) == Set(0..<200))
    }

    @Test func `who is ahead goes before those that wait, the others in the order of coming`() async {
        let (turns, witness) = (ReadingTurns(atOnce: 0), Witness())
        await withDiscardingTaskGroup { group in
            await turns.withTurn {
                for (number, isAhead) in [(1, false), (2, false), (3, true)] {
                    group.addTask {
                        await turns.withTurn(isAhead: isAhead) { witness.begin(number) }
                    }
                    while turns.waiting < number { await Task.yield() }
                }
            }
        }
        #expect(witness.order == [3, 1, 2])
    }

    @Test func `a turn that ends by an error is passed on`() async {
        struct Trouble: Error {}
        let turns = ReadingTurns(atOnce: 1)
        await #expect(throws: Trouble.self) { try await turns.withTurn { throw Trouble() } }
        let isReached = await turns.withTurn { true }
        #expect(isReached)
    }
}
