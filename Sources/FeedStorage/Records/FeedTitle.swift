/// Under which name the reader knows a feed: the title they gave, else its own, else its address.
enum FeedTitle {
    static func shown(given: String?, own: String, address: String) -> String {
        if let given, !given.isEmpty { return given }
        return own.isEmpty ? address : own
    }
}
