/// How much of a document is kept. Every limit lets through 64 MiB, 512 levels and 50,000 rich items.
enum Limits {
    /// Levels of nesting.
    static let depth = 1_024
    /// Elements: 96 MB of nodes.
    static let elements = 3_000_000
    /// Attributes of all elements together.
    static let attributes = 3_000_000
    /// Attributes, namespace declarations among them, of one start tag. libxml2 compares each with each.
    static let attributesInTag = 500
    /// Bytes of one start tag: long addresses of images carry whole images.
    static let tagBytes = 4 << 20
    /// Namespace declarations in scope. libxml2 walks through them for each prefixed name.
    static let namespacesInScope = 256
    /// Comparisons of attributes with one another, in all tags together.
    static let comparisons = 200_000_000
    /// Distinct names.
    static let names = 20_000
    /// Complaints about names that libxml2 may raise without stopping; it formats a message for each.
    static let complaints = 1_000_000
    /// Entities that a document may declare.
    static let entities = 1_000
    /// Bytes that all references to a document's own entities together may become.
    static let expansion = 1 << 20
    /// Entities inside one another.
    static let entityDepth = 16
    /// Bytes that a mended document may have: escaping makes it longer.
    static let mendedBytes = 96 << 20
    /// Bytes of a CDATA section that libxml2 is given as one; it keeps it in memory until it ends.
    static let sectionBytes = 1 << 20
    /// Bytes of a document in UTF-8, where it came in another encoding.
    static let decodedBytes = 72 << 20
    /// Places of a document that do not decode: each is slow, and a document with so many says nothing.
    static let oddSequences = 1_000_000
    /// Bytes of character data between two tags.
    static let textBytes = 12 << 20
    /// Faults that are reported; after that many the reader has understood.
    static let faults = 50
}
