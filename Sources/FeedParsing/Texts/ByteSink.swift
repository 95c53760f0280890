/// Bytes that are written one after the other and read once: an array without the price of being shared.
///
/// Single bytes and runs go where there is room without a look at who else holds them; that is what text of many
/// small pieces, as markup is, costs most in an array. There must be one copy only, and whoever made it frees it.
@safe struct ByteSink {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = max(64, capacity)
        unsafe base = .allocate(capacity: self.capacity)
    }

    func free() { unsafe base.deallocate() }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        unsafe base[count] = byte
        count += 1
    }

    /// Appends what lies between two places of `bytes`, which must hold them.
    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) {
        guard let source = bytes.baseAddress, end > start else { return }
        let length = end - start
        if count + length > capacity { grow(by: length) }
        unsafe (base + count).update(from: source + start, count: length)
        count += length
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        if count + length > capacity { grow(by: length) }
        unsafe (base + count).update(from: text.utf8Start, count: length)
        count += length
    }

    mutating func append(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append($0, from: 0, to: $0.count) }
    }

    /// Takes back what was written after the first `count` bytes.
    mutating func cut(to count: Int) {
        self.count = min(self.count, count)
    }

    /// Lets `read` look at what was written.
    func withBytes<Result>(_ read: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        unsafe read(UnsafeBufferPointer(start: base, count: count))
    }

    private mutating func grow(by length: Int) {
        let larger = max(capacity * 2, count + length)
        let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        unsafe fresh.update(from: base, count: count)
        unsafe base.deallocate()
        unsafe base = fresh
        capacity = larger
    }
}
