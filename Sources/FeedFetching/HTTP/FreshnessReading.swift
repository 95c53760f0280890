import FeedModel
import FoundationEssentials
import HTTPTransport

/// Reads what an answer says of time: how long it holds, and when to come back.
struct FreshnessReading {
    let headers: HTTPHeaders
    /// When the answer came.
    let now: Date
    /// The longest wish that is obeyed.
    let longest: Duration

    /// How long the answer holds for a private cache (RFC 9111 §4.2), or nil where it does not say.
    var freshness: Freshness? {
        guard let stated = statedLifetime else { return nil }
        let lifetime = min(stated, longest)
        let age = headers["Age"].flatMap { Self.seconds($0) } ?? .zero
        return Freshness(lifetime: lifetime, until: now + max(.zero, lifetime - age))
    }

    /// When the server wishes to be asked again at the earliest after an answer that brought nothing: by
    /// `Retry-After` (RFC 9110 §10.2.3) or by the answer's freshness, whichever is later (B25). Nil where neither
    /// says anything usable.
    var wish: Date? {
        let wishes = [retryAfter, freshness.map(\.until), rateLimitReset].compactMap { $0 }.filter {
            $0 > now
        }
        return wishes.max().map { min($0, now + longest) }
    }

    /// `Retry-After` alone.
    var retryAfter: Date? {
        guard let text = headers["Retry-After"] else { return nil }
        if let wait = Self.seconds(text) { return wait > .zero ? now + min(wait, longest) : nil }
        // A date is meant by the server's clock, which may be hours off.
        guard let date = HTTPDate.date(in: text, at: now) else { return nil }
        let wait = date.timeIntervalSince(serverDate)
        return wait > 0 ? min(now.addingTimeInterval(wait), now + longest) : nil
    }

    /// When a server that counts requests will count anew, if there are none left (B52).
    var rateLimitReset: Date? {
        guard let left = headers["X-RateLimit-Remaining"].flatMap({ Double($0) }), left < 1,
            let reset = headers["X-RateLimit-Reset"].flatMap({ Double($0) }), reset > 0
        else { return nil }
        let date = reset > 1e9 ? Date(timeIntervalSince1970: reset) : now.addingTimeInterval(reset)
        return date > now ? min(date, now + longest) : nil
    }

    private var statedLifetime: Duration? {
        let directives = CacheDirectives(headers.values(of: "Cache-Control"))
        if directives.contains("no-cache") || directives.contains("no-store") { return .zero }
        if let age = directives["max-age"] { return Self.seconds(age) }
        guard let text = headers["Expires"] else { return nil }
        guard let expires = HTTPDate.date(in: text, at: now) else { return .zero }
        return .seconds(max(0, expires.timeIntervalSince(serverDate)))
    }

    private var serverDate: Date {
        headers["Date"].flatMap { HTTPDate.date(in: $0, at: now) } ?? now
    }

    /// A whole number of seconds, not negative; one that is too large to count is as good as any large one
    /// (RFC 9111 §1.2.2).
    private static func seconds(_ text: String) -> Duration? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return .seconds(min(Int64(text) ?? .max, 1 << 31))
    }
}

/// The directives of `Cache-Control` (RFC 9111 §5.2), in order.
private struct CacheDirectives {
    private var directives: [(name: String, value: String)] = []

    init(_ lines: [String]) {
        for line in lines {
            for part in Self.parts(of: line) {
                let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let value = pair.count > 1 ? Self.trimmed(pair[1]) : ""
                directives.append((Self.trimmed(pair[0]).lowercased(), value.filter { $0 != "\"" }))
            }
        }
    }

    func contains(_ name: String) -> Bool {
        directives.contains { $0.name == name }
    }

    /// The value of the first directive of that name.
    subscript(name: String) -> String? {
        directives.first { $0.name == name }?.value
    }

    /// The parts between commas that stand outside quotes.
    private static func parts(of line: String) -> [Substring] {
        var isQuoted = false
        return line.split { character in
            if character == "\"" { isQuoted.toggle() }
            return character == "," && !isQuoted
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }
}

extension Date {
    static func + (date: Date, duration: Duration) -> Date {
        date.addingTimeInterval(
            Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18)
    }
}
