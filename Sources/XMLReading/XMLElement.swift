/// An element of a document: a small view, to be passed around as a value.
///
/// It keeps its document alive. Elements are equal when they are the same place in the same document.
package struct XMLElement: Sendable {
    let tree: Tree
    /// The element's place in document order, from 0 for the root.
    package let index: Int

    private var node: TreeNode { tree.nodes[index] }

    package var name: XMLName { tree.names[nameIndex] }

    /// The place of `name` in `XMLDocument.names`, so that each distinct name need be looked at only once.
    package var nameIndex: Int { Int(node.name) }

    /// The default namespace that the document element of this element's document declares.
    package var documentNamespace: String? { tree.defaultNamespace }

    /// The line in the input, from 1, on which the start tag ends; 0 where lines are not counted (HTML).
    package var line: Int { Int(node.line) }

    /// The element around this one; `nil` for the root.
    package var parent: XMLElement? {
        let parent = node.parent
        return parent < 0 ? nil : XMLElement(tree: tree, index: Int(parent))
    }

    package var hasChildren: Bool { node.firstChild >= 0 }

    /// The child elements in document order.
    package var children: Children { Children(tree: tree, first: node.firstChild) }

    /// Text and child elements in document order; comments and instructions are gone, and text runs are never empty.
    package var content: Content { Content(of: self) }

    package var attributes: Attributes { Attributes(tree: tree, range: tree.attributeRange(of: index)) }

    /// The value of an attribute by its exact name.
    package func attribute(_ local: String, in namespace: String? = nil) -> String? {
        attributes.first {
            $0.name.local == local && $0.name.namespace == namespace && !$0.name.isUndeclared
        }?.value
    }

    /// The value of an attribute of the XML namespace (`lang`, `base`) on this element itself.
    package func xmlAttribute(_ local: String) -> String? {
        attribute(local, in: "http://www.w3.org/XML/1998/namespace")
    }

    /// The values of an `xml:` attribute in scope, from this element outward to the root, or until so many were found,
    /// or one behind which no other counts.
    package func xmlAttributesInScope(
        _ local: String, atMost most: Int = .max, until isLast: (String) -> Bool = { _ in false }
    ) -> [String] {
        var values: [String] = []
        var place: XMLElement? = self
        while let element = place, values.count < most {
            if let value = element.xmlAttribute(local) {
                values.append(value)
                if isLast(value) { break }
            }
            place = element.parent
        }
        return values
    }

    /// The character data of the element and of everything in it, in UTF-8, without a copy.
    package var deepTextBytes: ArraySlice<UInt8> { tree.text[Int(node.textStart)..<Int(node.textEnd)] }

    /// The character data of the element and of everything in it.
    package var deepText: String { String(decoding: deepTextBytes, as: UTF8.self) }

    /// The element's own character data in UTF-8: what is in its children left out.
    package var textBytes: ArraySlice<UInt8> {
        guard hasChildren else { return deepTextBytes }
        var bytes: ArraySlice<UInt8> = []
        for piece in content {
            if case .text(let run) = piece { bytes += run }
        }
        return bytes
    }

    /// The element's own character data: what is in its children left out.
    package var text: String { String(decoding: textBytes, as: UTF8.self) }
}

extension XMLElement: Hashable {
    package static func == (left: XMLElement, right: XMLElement) -> Bool {
        left.index == right.index && left.tree === right.tree
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(index)
        hasher.combine(ObjectIdentifier(tree))
    }
}
