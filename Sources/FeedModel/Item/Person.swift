/// Somebody named by a feed; has at least one of name, url and email.
package struct Person: Hashable, Sendable {
    package var name: String?
    package var url: Link?
    package var email: String?
    package var avatar: Link?

    package init(name: String? = nil, url: Link? = nil, email: String? = nil, avatar: Link? = nil) {
        self.name = name
        self.url = url
        self.email = email
        self.avatar = avatar
    }

    /// The name, else the email address, else the link: what a list shows.
    package var displayName: String {
        name ?? email ?? url?.text ?? ""
    }
}
