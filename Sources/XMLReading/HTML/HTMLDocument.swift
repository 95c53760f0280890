/// HTML as a tree, read as a browser reads it; there is nothing that it refuses.
package struct HTMLDocument: Sendable {
    private let tree: Tree

    /// A `div` of our own around everything. `html`, `head` and `body` are left out; what is in them is there.
    package var root: XMLElement { XMLElement(tree: tree, index: 0) }

    /// Each distinct name of elements and attributes once, in lower case; `XMLElement.nameIndex` is a place in it.
    package var names: [XMLName] { tree.names }

    /// Reads a fragment or a page in valid UTF-8.
    ///
    /// Names are in lower case and have no namespace. Beyond 400 levels elements are left out but not what they hold,
    /// and what follows the millionth node is cut.
    package init(reading bytes: [UInt8]) {
        tree = HTMLParser.tree(of: bytes)
    }
}
