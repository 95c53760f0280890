import FeedModel
import Testing

@Suite struct OperationTests {
    private static let kinds: [Operation.Kind] =
        Mark.allCases.map { .mark($0) } + [
            .removal, .undo(of: OperationID(41)), .onlyNew, .revision, .twin, .merger,
        ]

    @Test(arguments: kinds)
    func `a kind is known again by its code`(kind: Operation.Kind) {
        #expect(Operation.Kind(code: kind.code, undoes: kind.undoes) == kind)
    }

    @Test func `codes are all different, and nothing else is a kind`() {
        #expect(Set(Self.kinds.map(\.code)).count == Self.kinds.count)
        #expect(Operation.Kind(code: "nonsense", undoes: nil) == nil)
        #expect(Operation.Kind(code: "undo", undoes: nil) == nil)
        #expect(Operation.Kind(code: "read", undoes: OperationID(1)) == nil)
    }

    @Test func `marks, removals and taking back are the reader's`() {
        #expect(Self.kinds.filter { !$0.isAutomatic }.map(\.code).last == "undo")
        #expect(Self.kinds.filter(\.isAutomatic) == [.onlyNew, .revision, .twin, .merger])
    }
}
