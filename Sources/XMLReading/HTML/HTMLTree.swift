/// A tree that the HTML parser can rearrange, before it becomes a `Tree`.
struct HTMLTree {
    enum Namespace: UInt8 {
        case html, svg, math
    }

    /// A name, by its place in `names`, and where its value lies in `values`.
    struct Attribute {
        var name: Int32
        var value: Range<Int>
    }

    /// An element, or a run of text; indices are -1 where there is nothing.
    struct Node {
        var tag: HTMLTag
        var namespace = Namespace.html
        /// The place of the name in `names`.
        var name: Int32 = 0
        /// Where its attributes lie in `attributes`; copies of an element share them.
        var attributes = 0..<0
        var text = 0..<0
        var parent = -1
        var firstChild = -1
        var lastChild = -1
        var previous = -1
        var next = -1
    }

    /// Where something is inserted: in a parent, before a child of it or at its end.
    struct Place {
        var parent: Int
        var before = -1
    }

    /// The first is the root.
    private(set) var nodes: [Node] = []
    private(set) var text: [UInt8] = []
    var names = HTMLNames()
    var attributes: [Attribute] = []
    var values: [UInt8] = []

    init(expecting bytes: Int) {
        nodes.append(Node(tag: .div, name: names.entry(named: "div").index))
        nodes.reserveCapacity(bytes / 32 + 8)
        text.reserveCapacity(bytes)
    }

    mutating func newElement(
        _ tag: HTMLTag, _ name: Int32, _ attributes: Range<Int>, _ namespace: Namespace = .html
    ) -> Int {
        nodes.append(Node(tag: tag, namespace: namespace, name: name, attributes: attributes))
        return nodes.count - 1
    }

    mutating func insertText(_ bytes: some Collection<UInt8>, at place: Place) {
        let start = text.count
        text.append(contentsOf: bytes)
        let previous = place.before >= 0 ? nodes[place.before].previous : nodes[place.parent].lastChild
        if previous >= 0, nodes[previous].tag == .text, nodes[previous].text.upperBound == start {
            nodes[previous].text = nodes[previous].text.lowerBound..<text.count
        } else {
            nodes.append(Node(tag: .text, text: start..<text.count))
            insert(nodes.count - 1, at: place)
        }
    }

    mutating func insert(_ node: Int, at place: Place) {
        let previous = place.before >= 0 ? nodes[place.before].previous : nodes[place.parent].lastChild
        nodes[node].parent = place.parent
        nodes[node].previous = previous
        nodes[node].next = place.before
        if previous >= 0 { nodes[previous].next = node } else { nodes[place.parent].firstChild = node }
        if place.before >= 0 {
            nodes[place.before].previous = node
        } else {
            nodes[place.parent].lastChild = node
        }
    }

    mutating func remove(_ node: Int) {
        let (parent, previous, next) = (nodes[node].parent, nodes[node].previous, nodes[node].next)
        guard parent >= 0 else { return }
        if previous >= 0 { nodes[previous].next = next } else { nodes[parent].firstChild = next }
        if next >= 0 { nodes[next].previous = previous } else { nodes[parent].lastChild = previous }
        nodes[node].parent = -1
        nodes[node].previous = -1
        nodes[node].next = -1
    }

    mutating func moveChildren(of node: Int, to target: Int) {
        while nodes[node].firstChild >= 0 {
            let child = nodes[node].firstChild
            remove(child)
            insert(child, at: Place(parent: target))
        }
    }

    /// The value of an attribute, by its name in lower case.
    func value(of name: String, in attributes: Range<Int>) -> [UInt8]? {
        self.attributes[attributes].first { names.all[Int($0.name)].local == name }.map {
            Array(values[$0.value])
        }
    }

    /// Whether two elements have the same attributes, in whatever order.
    func haveSameAttributes(_ left: Int, _ right: Int) -> Bool {
        let (left, right) = (nodes[left].attributes, nodes[right].attributes)
        guard left != right else { return true }
        guard left.count == right.count else { return false }
        return attributes[left].allSatisfy { one in
            attributes[right].contains { $0.name == one.name && values[$0.value] == values[one.value] }
        }
    }

    /// The same, in document order and of one piece.
    func flattened() -> Tree {
        var builder = TreeBuilder(expecting: text.count)
        var node = 0
        while true {
            if nodes[node].tag == .text {
                builder.characters(text[nodes[node].text])
            } else {
                builder.start(nodes[node].name, line: 0)
                for attribute in attributes[nodes[node].attributes] {
                    builder.attribute(attribute.name, value: values[attribute.value])
                }
                if nodes[node].firstChild >= 0 {
                    node = nodes[node].firstChild
                    continue
                }
                builder.end()
            }
            while node > 0, nodes[node].next < 0 {
                node = nodes[node].parent
                builder.end()
            }
            guard node > 0 else { break }
            node = nodes[node].next
        }
        return builder.tree(names: names.all)
    }
}
