/// A piece of what is in an element.
package enum XMLContent: Sendable {
    /// Character data in UTF-8, never empty.
    case text(ArraySlice<UInt8>)
    case element(XMLElement)
}

/// An attribute of an element; namespace declarations are none.
package struct XMLAttribute: Sendable {
    let tree: Tree
    let index: Int

    package var name: XMLName { tree.names[nameIndex] }

    /// The place of `name` in `XMLDocument.names`.
    package var nameIndex: Int { Int(tree.attributes[index].name) }

    /// The value in UTF-8, with references decoded.
    package var valueBytes: ArraySlice<UInt8> {
        let attribute = tree.attributes[index]
        return tree.values[Int(attribute.start)..<Int(attribute.end)]
    }

    package var value: String { String(decoding: valueBytes, as: UTF8.self) }
}

extension XMLElement {
    /// The child elements of an element.
    package struct Children: Sequence, IteratorProtocol {
        let tree: Tree
        private var upcoming: Int32

        init(tree: Tree, first: Int32) {
            self.tree = tree
            upcoming = first
        }

        package mutating func next() -> XMLElement? {
            guard upcoming >= 0 else { return nil }
            let element = XMLElement(tree: tree, index: Int(upcoming))
            upcoming = tree.nodes[Int(upcoming)].nextSibling
            return element
        }
    }

    /// The text runs and child elements of an element.
    package struct Content: Sequence, IteratorProtocol {
        let tree: Tree
        private var upcoming: Int32
        private var textStart: Int
        private let textEnd: Int

        init(of element: XMLElement) {
            tree = element.tree
            let node = tree.nodes[element.index]
            upcoming = node.firstChild
            textStart = Int(node.textStart)
            textEnd = Int(node.textEnd)
        }

        package mutating func next() -> XMLContent? {
            let gapEnd = upcoming >= 0 ? Int(tree.nodes[Int(upcoming)].textStart) : textEnd
            if textStart < gapEnd {
                defer { textStart = gapEnd }
                return .text(tree.text[textStart..<gapEnd])
            }
            guard upcoming >= 0 else { return nil }
            let element = XMLElement(tree: tree, index: Int(upcoming))
            let node = tree.nodes[Int(upcoming)]
            textStart = Int(node.textEnd)
            upcoming = node.nextSibling
            return .element(element)
        }
    }

    /// The attributes of an element in document order.
    package struct Attributes: RandomAccessCollection {
        let tree: Tree
        let range: Range<Int>

        package var startIndex: Int { range.lowerBound }
        package var endIndex: Int { range.upperBound }

        package subscript(position: Int) -> XMLAttribute { XMLAttribute(tree: tree, index: position) }
    }
}
