/// The number by which the store knows a feed; never reused.
package struct FeedID: Hashable, Sendable, Comparable {
    package let rawValue: Int64

    package init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    package static func < (left: FeedID, right: FeedID) -> Bool {
        left.rawValue < right.rawValue
    }
}
