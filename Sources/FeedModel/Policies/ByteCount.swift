/// A number of bytes; written with a unit, in powers of 1,024 (`"16MB"`).
package struct ByteCount: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Not negative.
    package let bytes: Int

    package init(bytes: Int) {
        self.bytes = max(0, bytes)
    }

    package static func kilobytes(_ count: Int) -> ByteCount { ByteCount(bytes: count << 10) }
    package static func megabytes(_ count: Int) -> ByteCount { ByteCount(bytes: count << 20) }

    package static func < (left: ByteCount, right: ByteCount) -> Bool {
        left.bytes < right.bytes
    }

    /// With the largest unit that leaves no remainder, as the configuration accepts it.
    package var description: String {
        if bytes > 0, bytes % (1 << 30) == 0 { return "\(bytes >> 30)GB" }
        if bytes > 0, bytes % (1 << 20) == 0 { return "\(bytes >> 20)MB" }
        if bytes > 0, bytes % (1 << 10) == 0 { return "\(bytes >> 10)KB" }
        return "\(bytes)B"
    }
}
