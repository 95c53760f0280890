internal import Glibc

/// Fills a tree from events in document order.
struct TreeBuilder {
    private var nodes: [TreeNode] = []
    private var attributes: [TreeAttribute] = []
    private var text: [UInt8] = []
    private var values: [UInt8] = []
    private var open: [Open] = []

    /// An element that has not ended: the child that a new sibling will follow, and its namespace declarations.
    private struct Open {
        var node: Int32
        var lastChild: Int32 = -1
        var namespaces: Int32
    }

    var depth: Int { open.count }
    var elementCount: Int { nodes.count }
    var attributeCount: Int { attributes.count }
    private(set) var namespacesInScope = 0
    /// Whether character data between two tags was too long to be kept whole.
    private(set) var isTextCut = false
    private var textStart = 0

    init(expecting bytes: Int) {
        nodes.reserveCapacity(min(bytes / 48 + 8, 200_000))
        attributes.reserveCapacity(min(bytes / 256 + 8, 50_000))
        text.reserveCapacity(bytes)
        open.reserveCapacity(32)
    }

    @inline(__always)
    mutating func start(_ name: Int32, line: UInt32, namespaces: Int32 = 0) {
        let index = Int32(nodes.count)
        let place = UInt32(truncatingIfNeeded: text.count)
        textStart = text.count
        var parent: Int32 = -1
        let top = open.count - 1
        if top >= 0 {
            parent = open[top].node
            let previous = open[top].lastChild
            if previous < 0 {
                nodes[Int(parent)].firstChild = index
            } else {
                nodes[Int(previous)].nextSibling = index
            }
            open[top].lastChild = index
        }
        nodes.append(
            TreeNode(
                name: name, parent: parent, textStart: place, textEnd: place, line: line,
                firstAttribute: UInt32(truncatingIfNeeded: attributes.count)))
        open.append(Open(node: index, namespaces: namespaces))
        namespacesInScope += Int(namespaces)
    }

    @inline(__always)
    mutating func end() {
        guard let last = open.popLast() else { return }
        textStart = text.count
        nodes[Int(last.node)].textEnd = UInt32(truncatingIfNeeded: text.count)
        namespacesInScope -= Int(last.namespaces)
    }

    /// Adds character data to the innermost element.
    @inline(__always)
    mutating func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard !open.isEmpty else { return }
        guard bytes.count <= Limits.textBytes - (text.count - textStart) else { return unsafe cut(bytes) }
        if bytes.count == 2, unsafe bytes[0] == 0xC2, unsafe bytes[1] < 0xA0 {
            unsafe C1.append(bytes[1], to: &text)
        } else {
            unsafe text.append(contentsOf: bytes)
        }
    }

    /// Adds a long stretch of text to the innermost element; how many lines end in it, or nil if it is none.
    mutating func add(_ long: LongText, from bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard !open.isEmpty, long.outer.count <= Limits.textBytes - (text.count - textStart) else {
            return nil
        }
        return unsafe long.read(from: bytes, into: &text)
    }

    /// Adds as much as is kept of one text, up to the end of a character; what follows of it is left out.
    private mutating func cut(_ bytes: UnsafeBufferPointer<UInt8>) {
        var end = Limits.textBytes - (text.count - textStart)
        while end > 0, unsafe bytes[end] & 0xC0 == 0x80 { end -= 1 }
        unsafe text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[..<end]))
        isTextCut = true
        textStart = text.count - Limits.textBytes
    }

    /// Adds an attribute to the element that was started last, its value as libxml2 gives it: `&` as `&#38;`.
    mutating func attribute(_ name: Int32, libxmlValue bytes: UnsafeBufferPointer<UInt8>) {
        let start = UInt32(truncatingIfNeeded: values.count)
        if unsafe isPlain(bytes) {
            unsafe values.append(contentsOf: bytes)
        } else {
            unsafe appendDecoded(bytes)
        }
        attributes.append(
            TreeAttribute(name: name, start: start, end: UInt32(truncatingIfNeeded: values.count)))
    }

    /// Adds an attribute to the element that was started last.
    mutating func attribute(_ name: Int32, value: some Collection<UInt8>) {
        let start = UInt32(truncatingIfNeeded: values.count)
        values.append(contentsOf: value)
        attributes.append(
            TreeAttribute(name: name, start: start, end: UInt32(truncatingIfNeeded: values.count)))
    }

    mutating func characters(_ bytes: some Collection<UInt8>) {
        text.append(contentsOf: bytes)
    }

    /// Ends what is open and gives the tree.
    consuming func tree(names: [XMLName], defaultNamespace: String? = nil) -> Tree {
        while !open.isEmpty { end() }
        return Tree(
            nodes: nodes, attributes: attributes, text: text, values: values, names: names,
            defaultNamespace: defaultNamespace)
    }

    private func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        return unsafe memchr(base, 0x26, bytes.count) == nil && memchr(base, 0xC2, bytes.count) == nil
    }

    private mutating func appendDecoded(_ bytes: UnsafeBufferPointer<UInt8>) {
        var place = 0
        while place < bytes.count {
            let byte = unsafe bytes[place]
            let left = bytes.count - place
            if byte == 0x26, left >= 5, unsafe bytes[place + 1] == 0x23, unsafe bytes[place + 2] == 0x33,
                unsafe bytes[place + 3] == 0x38, unsafe bytes[place + 4] == 0x3B
            {
                values.append(byte)
                place += 5
            } else if byte == 0xC2, left >= 2, unsafe bytes[place + 1] < 0xA0 {
                unsafe C1.append(bytes[place + 1], to: &values)
                place += 2
            } else {
                values.append(byte)
                place += 1
            }
        }
    }
}
