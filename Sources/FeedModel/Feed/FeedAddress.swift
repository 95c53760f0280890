/// Where a feed is published, byte for byte as the reader or the publisher wrote it.
///
/// Any text may be an address: one that cannot be polled is its feed's failure (`problem`), never an error of
/// the configuration, so that one wrong line does not stop the others.
package struct FeedAddress: Hashable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package enum Scheme: Hashable, Sendable {
        case http
        case https
        /// A file beside the configuration; only a declared subscription may have one.
        case file
    }

    /// The scheme, or nil for one that is never polled.
    package var scheme: Scheme? {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        switch text[..<colon].lowercased() {
        case "http": return .http
        case "https": return .https
        case "file": return .file
        default: return nil
        }
    }

    /// The host, lowercased, with the port where it is not the scheme's own: what politeness is counted by.
    /// Empty for files and for addresses without a host.
    package var host: String {
        guard scheme == .http || scheme == .https else { return "" }
        return Link(text).comparableAuthority
    }

    /// The address without user name, password and query: fit for logs and messages (`polling.md` B83).
    package var redacted: String {
        Link(text).redacted
    }

    /// The address without user name and password: fit for what the reader is shown (`polling.md` B83).
    package var shown: String {
        Link(text).withoutUser.text
    }

    /// Why this address can never be polled, in words; nil where it may be tried.
    package var problem: String? {
        problem(host: host)
    }

    /// The same, where the host is known already.
    package func problem(host: String) -> String? {
        guard let scheme else {
            return text.contains(":")
                ? "addresses of this kind are not polled; use http: or https:"
                : "not an address: it has no scheme such as https:"
        }
        switch scheme {
        case .file:
            return nil
        case .http, .https:
            if host.isEmpty { return "the address names no host" }
            if text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) {
                return "the address holds a space or a control character"
            }
            return nil
        }
    }
}
