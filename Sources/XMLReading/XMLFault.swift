/// Something in a document that is not as XML, or its encoding, demands.
///
/// Most faults are mended and reported beside the tree; one that is thrown means that there is no tree at all.
package struct XMLFault: Error, Hashable, Sendable {
    /// What is wrong.
    package enum Kind: Hashable, Sendable {
        /// The syntax of XML 1.0 or a character that it forbids.
        case notWellFormed
        /// The document ends before its document element does.
        case cutShort
        /// A reference to an entity that the document does not declare.
        case undefinedEntity
        /// A namespace prefix without a declaration in scope.
        case undeclaredPrefix
        /// One of our own limits was hit, and something was cut.
        case limitExceeded
        /// An encoding label that the WHATWG Encoding Standard does not know.
        case unknownEncoding
        /// Bytes that are not valid in the encoding that was declared.
        case badEncoding
        /// No element anywhere: not a document.
        case noElement
    }

    package let kind: Kind
    /// The line in the input, from 1, where it is known.
    package let line: Int?
    /// A phrase for a person, without a full stop; never a piece of the document but a short name.
    package let message: String

    package init(_ kind: Kind, line: Int? = nil, message: String) {
        self.kind = kind
        self.line = line
        self.message = message
    }
}
