import FeedModel
import FoundationEssentials
import Testing

@testable import FeedStorage

/// In whatever order operations are taken back and done again, marks are those that the standing ones make.
@Suite struct UndoInAnyOrderTests {
    private let store: FeedStore
    private let feed: FeedID

    init() throws {
        store = try FeedStore.inMemory()
        feed = try store.feed()
    }

    private func state(_ id: ItemID) throws -> ItemState {
        try #require(try store.item(id)).summary.state
    }

    @Test(arguments: [(Mark.read, Mark.unread), (.starred, .unstarred)])
    func `what was taken back does not come again by taking back what followed it`(
        mark: Mark, opposite: Mark
    ) async throws {
        let ids = try await store.store([Sample.item("a")], in: feed)
        let first = try store.mark(ids, as: mark, at: start.plus(1)).operation
        let second = try store.mark(ids, as: opposite, at: start.plus(2)).operation
        let receipt = try store.undo(first, at: start.plus(3))
        #expect((receipt.changed, receipt.stayed) == (0, 1))
        let last = try store.undo(second, at: start.plus(4))
        #expect((last.changed, last.stayed) == (0, 0))
        #expect(try state(ids[0]) == ItemState())
        // The first stands again, and nothing that stands came after it.
        #expect(try store.undo(receipt.undo, at: start.plus(5)).changed == 1)
        #expect(try state(ids[0]).isRead == (mark == .read))
        #expect(try state(ids[0]).isStarred == (mark == .starred))
        // So does the second.
        #expect(try store.undo(last.undo, at: start.plus(6)).changed == 1)
        #expect(try state(ids[0]) == ItemState())
    }

    @Test func `what was taken back is done again though what it took back is forgotten`() async throws {
        let ids = try await store.store([Sample.item("a")], in: feed)
        try store.mark(ids, as: .read, at: start)
        let undo = try store.undo(nil, at: start.plus(day)).undo
        #expect(try await store.forgetOperations(before: start.plus(hour)) == 1)
        let redo = try store.undo(undo, at: start.plus(day + 1))
        #expect(redo.changed == 1)
        #expect(try state(ids[0]).readAt == start)
        _ = try store.undo(redo.undo, at: start.plus(day + 2))
        #expect(try state(ids[0]) == ItemState())
    }

    @Test func `marks of two feeds that became one, and their joining`() async throws {
        let other = try store.feed("https://new.example/feed")
        let lost = try await store.store([Sample.item("same")], in: feed)
        let kept = try await store.store([Sample.item("same")], in: other)
        let keptMark = try store.mark(kept, as: .read, at: start.plus(1)).operation
        let unread = try store.mark(kept, as: .unread, at: start.plus(2)).operation
        let lostMark = try store.mark(lost, as: .read, at: start.plus(3)).operation
        let move = FeedMove(address: FeedAddress("https://new.example/feed"), cause: .permanent)
        _ = try await store.apply(Sample.update(of: feed, at: start.plus(4), .notModified, move: move))
        let merger = try #require(try store.operations(limit: 1).first).id
        #expect(try state(kept[0]).readAt == start.plus(3))
        let split = try store.undo(merger, at: start.plus(5)).undo
        #expect(try state(kept[0]).readAt == nil)
        _ = try store.undo(unread, at: start.plus(6))
        #expect(try state(kept[0]).readAt == start.plus(1))
        _ = try store.undo(split, at: start.plus(7))
        #expect(try state(kept[0]).readAt == start.plus(3))
        _ = try store.undo(lostMark, at: start.plus(8))
        #expect(try state(kept[0]).readAt == start.plus(1))
        _ = try store.undo(keptMark, at: start.plus(9))
        #expect(try state(kept[0]).readAt == nil)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `marks are what the standing operations alone make of them`(seed: UInt64) async throws {
        var chance = Chance(state: seed)
        let ids = try await store.store((0..<5).map { Sample.item("\($0)") }, in: feed)
        var model = Model(states: Dictionary(uniqueKeysWithValues: ids.map { ($0, ItemState()) }))
        for step in 1...150 {
            let now = start.plus(Double(step))
            let standing = try store.operations(limit: nil).filter { $0.undoneBy == nil }
            if chance.below(2) == 0, !standing.isEmpty {
                let chosen = standing[chance.below(standing.count)]
                let before = model.states
                let receipt = try store.undo(chosen.id, at: now)
                model.undo(chosen.id, by: receipt.undo)
                #expect(receipt.changed == ids.count { before[$0] != model.states[$0] }, "step \(step)")
            } else {
                let mark = Mark.allCases[chance.below(Mark.allCases.count)]
                let some = ids.filter { _ in chance.below(2) == 0 }
                let operation = try store.mark(some, as: mark, at: now).operation
                if let operation { model.mark(some, as: mark, at: now, operation) }
            }
            for id in ids { #expect(try state(id) == model.states[id], "item \(id), step \(step)") }
        }
    }
}

/// Marks by the definition, written down once more.
private struct Model {
    struct Line {
        let operation: OperationID
        let item: ItemID
        let field: WritableKeyPath<ItemState, Date?>
        let former: Date?
        let value: Date?
    }

    var states: [ItemID: ItemState]
    private var lines: [Line] = []
    private var undoes: [OperationID: OperationID] = [:]
    private var undone: Set<OperationID> = []

    init(states: [ItemID: ItemState]) {
        self.states = states
    }

    mutating func mark(_ items: [ItemID], as mark: Mark, at now: Date, _ operation: OperationID) {
        let field: WritableKeyPath<ItemState, Date?> =
            mark == .read || mark == .unread ? \.readAt : \.starredAt
        let value = mark == .read || mark == .starred ? now : nil
        for item in items {
            guard let former = states[item]?[keyPath: field] as Date??, (former == nil) != (value == nil)
            else {
                continue
            }
            lines.append(
                Line(operation: operation, item: item, field: field, former: former, value: value))
            states[item]?[keyPath: field] = value
        }
    }

    mutating func undo(_ operation: OperationID, by undo: OperationID) {
        undoes[undo] = operation
        var root: OperationID? = operation
        var last = operation
        var isUndone = true
        while let current = root {
            if isUndone { undone.insert(current) } else { undone.remove(current) }
            isUndone.toggle()
            last = current
            root = undoes[current]
        }
        for line in lines where line.operation == last {
            let said = lines.filter { $0.item == line.item && $0.field == line.field }
            let standing = said.last { !undone.contains($0.operation) }
            states[line.item]?[keyPath: line.field] = standing.map(\.value) ?? said.first?.former
        }
    }
}

/// A linear congruential generator (Knuth's constants): the same on every machine.
private struct Chance {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}
