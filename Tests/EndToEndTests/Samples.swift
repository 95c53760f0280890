/// Small feeds for tests of the whole.
enum Samples {
    /// An RSS feed whose items have their names for guid and title.
    static func rss(items: [String], title: String = "Sample") -> String {
        let entries = items.map {
            "<item><guid isPermaLink=\"false\">\($0)</guid><title>\($0)</title>"
                + "<link>http://feeds.example/\($0)</link><description>About \($0).</description></item>"
        }
        return "<rss version=\"2.0\"><channel><title>\(title)</title>\(entries.joined())</channel></rss>"
    }
}
