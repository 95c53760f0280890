extension Link {
    /// The same without a user name and password before its host.
    package var withoutUser: Link {
        guard let authority = LinkParts(text).authority, let at = authority.lastIndex(of: "@") else {
            return self
        }
        var rest = text
        rest.removeSubrange(authority.startIndex...at)
        return Link(rest)
    }
}
