/// The number by which a person names an item; never reused.
package struct ItemID: Hashable, Sendable, Comparable {
    package let rawValue: Int64

    package init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    package static func < (left: ItemID, right: ItemID) -> Bool {
        left.rawValue < right.rawValue
    }
}
