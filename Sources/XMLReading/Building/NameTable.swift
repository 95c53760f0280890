/// Each distinct name of a document once, found again by the addresses of libxml2's interned strings.
///
/// libxml2 keeps one copy of each name, prefix and namespace as long as its parser lives, so three addresses tell
/// names apart, and no string is compared or made for an element whose like was seen before.
struct NameTable {
    private(set) var names: [XMLName] = []
    private var slots: [Slot] = Array(repeating: Slot(), count: 256)

    private struct Slot {
        var local = 0
        var prefix = 0
        var namespace = 0
        var index: Int32 = -1
    }

    /// The index of a name, which is added when it is new.
    @inline(__always)
    mutating func index(
        local: UnsafePointer<UInt8>, prefix: UnsafePointer<UInt8>?, namespace: UnsafePointer<UInt8>?
    ) -> (index: Int32, isNew: Bool) {
        let local = Int(bitPattern: local)
        let prefix = Int(bitPattern: prefix)
        let namespace = Int(bitPattern: namespace)
        var place = hash(local, prefix, namespace) & (slots.count - 1)
        while slots[place].index >= 0 {
            let slot = slots[place]
            if slot.local == local && slot.prefix == prefix && slot.namespace == namespace {
                return (slot.index, false)
            }
            place = (place + 1) & (slots.count - 1)
        }
        return (add(local, prefix, namespace), true)
    }

    private mutating func add(_ local: Int, _ prefix: Int, _ namespace: Int) -> Int32 {
        let index = Int32(names.count)
        names.append(
            XMLName(
                namespace: text(at: namespace).flatMap { $0.isEmpty ? nil : $0 },
                local: text(at: local) ?? "",
                prefix: text(at: prefix)))
        if names.count * 2 > slots.count { grow() }
        insert(Slot(local: local, prefix: prefix, namespace: namespace, index: index))
        return index
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: old.count * 2)
        for slot in old where slot.index >= 0 { insert(slot) }
    }

    private mutating func insert(_ slot: Slot) {
        var place = hash(slot.local, slot.prefix, slot.namespace) & (slots.count - 1)
        while slots[place].index >= 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = slot
    }

    @inline(__always)
    private func hash(_ local: Int, _ prefix: Int, _ namespace: Int) -> Int {
        let mixed = UInt(bitPattern: local ^ (prefix << 7) ^ (namespace << 3)) &* 0x9E37_79B9_7F4A_7C15
        return Int(mixed >> 33)
    }

    private func text(at address: Int) -> String? {
        guard let pointer = unsafe UnsafePointer<CChar>(bitPattern: address) else { return nil }
        return unsafe String(cString: pointer)
    }
}
