/// A feed that a web page names, which a new subscription's address turned out to be.
package struct FoundLink: Hashable, Sendable {
    package let link: Link
    /// What the page calls it; nil where it does not.
    package let title: String?

    package init(link: Link, title: String?) {
        self.link = link
        self.title = title
    }
}
