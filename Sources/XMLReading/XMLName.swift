/// The name of an element or attribute, resolved by Namespaces in XML 1.0.
package struct XMLName: Hashable, Sendable {
    /// The namespace as the document spells it; `nil` for none, and for a prefix that nobody declared.
    package let namespace: String?
    /// The name without its prefix.
    package let local: String
    /// The prefix as written; `nil` for none. It has no meaning but where `isUndeclared` holds.
    package let prefix: String?

    package init(namespace: String? = nil, local: String, prefix: String? = nil) {
        self.namespace = namespace
        self.local = local
        self.prefix = prefix
    }

    /// Whether the name has a prefix that no declaration in scope gives a meaning.
    package var isUndeclared: Bool { prefix != nil && namespace == nil }
}
