/// A tree that the HTML parser can rearrange, before it becomes a `Tree`.
struct HTMLTree {
    enum Namespace: UInt8 {
        case html, svg, math
    }

    struct Attribute: Hashable {
        var name: String
        var value: [UInt8]
    }

    /// An element, or a run of text; indices are -1 where there is nothing.
    struct Node {
        var tag: HTMLTag
        var namespace = Namespace.html
        var name = ""
        var attributes: [Attribute] = []
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
    private(set) var nodes = [Node(tag: .div, name: "div")]
    private(set) var text: [UInt8] = []

    mutating func newElement(
        _ tag: HTMLTag, _ name: String, _ attributes: [Attribute], _ namespace: Namespace = .html
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

    mutating func add(_ attributes: [Attribute], to node: Int) { nodes[node].attributes += attributes }

    /// The same, in document order and of one piece.
    func flattened() -> Tree {
        var builder = TreeBuilder(expecting: text.count)
        var names: [XMLName] = []
        var indices: [String: Int32] = [:]
        func index(_ name: String) -> Int32 {
            if let index = indices[name] { return index }
            names.append(XMLName(local: name))
            indices[name] = Int32(names.count - 1)
            return Int32(names.count - 1)
        }
        var node = 0
        while true {
            if nodes[node].tag == .text {
                builder.characters(text[nodes[node].text])
            } else {
                builder.start(index(nodes[node].name), line: 0)
                for attribute in nodes[node].attributes {
                    builder.attribute(index(attribute.name), value: attribute.value)
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
        return builder.tree(names: names)
    }
}
