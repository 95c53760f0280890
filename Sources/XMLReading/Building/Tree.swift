/// A document as one run of elements, one of attributes, and two of bytes.
///
/// There are no nodes for text. All character data lies in `text` in document order, so what an element says, with
/// all that is in it, is one range, and the text between two children is the gap between theirs.
final class Tree: Sendable {
    let nodes: [TreeNode]
    let attributes: [TreeAttribute]
    /// Character data, UTF-8.
    let text: [UInt8]
    /// Values of attributes, UTF-8.
    let values: [UInt8]
    let names: [XMLName]
    /// The default namespace that the document element declares.
    let defaultNamespace: String?

    init(
        nodes: [TreeNode], attributes: [TreeAttribute], text: [UInt8], values: [UInt8], names: [XMLName],
        defaultNamespace: String? = nil
    ) {
        self.nodes = nodes
        self.attributes = attributes
        self.text = text
        self.values = values
        self.names = names
        self.defaultNamespace = defaultNamespace
    }

    /// Where the attributes of a node lie; those of the next one begin where they end.
    func attributeRange(of node: Int) -> Range<Int> {
        let next = node + 1
        let end = next < nodes.count ? Int(nodes[next].firstAttribute) : attributes.count
        return Int(nodes[node].firstAttribute)..<end
    }
}

/// One element. Indices are -1 where there is nothing; offsets count bytes of `Tree.text`.
struct TreeNode {
    var name: Int32
    var parent: Int32
    var firstChild: Int32 = -1
    var nextSibling: Int32 = -1
    var textStart: UInt32
    var textEnd: UInt32
    var line: UInt32
    var firstAttribute: UInt32
}

/// One attribute; offsets count bytes of `Tree.values`.
struct TreeAttribute {
    var name: Int32
    var start: UInt32
    var end: UInt32
}
