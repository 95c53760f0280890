/// Names of at most sixteen bytes, each with a number, found without making a string.
///
/// A name is two machine words, so it is compared at once; what is longer is none of them.
@safe struct ShortNames {
    /// A name of at most sixteen bytes in two words, each byte where its place puts it.
    struct Key: Hashable {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var count = 0

        @inline(__always)
        mutating func append(_ byte: UInt8) {
            if count < 8 {
                low |= UInt64(byte) << UInt64(8 * count)
            } else if count < 16 {
                high |= UInt64(byte) << UInt64(8 * (count - 8))
            }
            count += 1
        }

        init() {}

        init(_ name: String) {
            for byte in name.utf8 { append(byte) }
        }
    }

    private struct Slot {
        var key = Key()
        var number = -1
    }

    private var slots: [Slot]

    /// Gives each name its place in `names`.
    init(_ names: [String]) {
        slots = Array(repeating: Slot(), count: 256)
        precondition(names.count <= 128 && names.allSatisfy { $0.utf8.count <= 16 })
        for (number, name) in names.enumerated() {
            let key = Key(name)
            var place = Self.place(of: key)
            while slots[place].number >= 0 { place = (place + 1) % 256 }
            slots[place] = Slot(key: key, number: number)
        }
    }

    /// The number of a name; nil for one that is not among them.
    @inline(__always)
    func number(of key: Key) -> Int? {
        guard key.count <= 16 else { return nil }
        return unsafe slots.withUnsafeBufferPointer { slots in
            var place = Self.place(of: key)
            while true {
                let slot = unsafe slots[place]
                if slot.number < 0 { return nil }
                if slot.key == key { return slot.number }
                place = (place + 1) % 256
            }
        }
    }

    @inline(__always)
    private static func place(of key: Key) -> Int {
        let mixed = (key.low ^ (key.high &* 0xFF51_AFD7_ED55_8CCD)) &* 0x9E37_79B9_7F4A_7C15
        return Int(mixed >> 56)
    }
}
