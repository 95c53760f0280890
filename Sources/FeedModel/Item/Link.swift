/// An address as it was written, byte for byte; resolving and comparing follow RFC 3986.
///
/// Foundation's `URL` rewrites what it reads (`|`, `{`, `%zz`, names beyond ASCII), so links are kept as text.
package struct Link: Hashable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// The scheme in lower case, or nil for a relative reference.
    package var scheme: String? {
        LinkParts(text).scheme.map { $0.lowercased() }
    }

    /// Host and port for comparing: lower case, without user information, without the scheme's default port.
    package var comparableAuthority: String {
        let parts = LinkParts(text)
        guard let authority = parts.authority else { return "" }
        return Self.comparable(authority: authority, scheme: parts.scheme?.lowercased())
    }

    /// The host in lower case, without port or user information; empty where there is none.
    package var host: String {
        let authority = comparableAuthority
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return String(authority[...end])
        }
        return authority.lastIndex(of: ":").map { String(authority[..<$0]) } ?? authority
    }

    /// The link without user information, query and fragment, for logs.
    package var redacted: String {
        let parts = LinkParts(text)
        guard let scheme = parts.scheme, let authority = parts.authority else {
            return String(parts.path)
        }
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        return "\(scheme)://\(host)\(parts.path)" + (parts.query == nil ? "" : "?…")
    }

    /// The link without its fragment.
    package var withoutFragment: Link {
        guard let hash = text.utf8.firstIndex(of: UInt8(ascii: "#")) else { return self }
        return Link(String(text[..<hash]))
    }

    /// This reference resolved against `base` (RFC 3986 §5.2, strict); itself where it is absolute already.
    package func resolved(against base: Link) -> Link {
        let reference = LinkParts(text)
        if reference.scheme != nil { return self }
        let base = LinkParts(base.text)
        guard let scheme = base.scheme else { return self }
        var authority = base.authority
        var path: String
        var query = reference.query
        if reference.authority != nil {
            authority = reference.authority
            path = Self.removingDotSegments(reference.path)
        } else if reference.path.isEmpty {
            path = String(base.path)
            if query == nil { query = base.query }
        } else if reference.path.utf8.first == UInt8(ascii: "/") {
            path = Self.removingDotSegments(reference.path)
        } else {
            path = Self.removingDotSegments(Self.merged(reference.path, with: base)[...])
        }
        if authority != nil, !path.isEmpty, path.utf8.first != UInt8(ascii: "/") { path = "/" + path }
        var result = String(scheme) + ":"
        if let authority { result += "//" + authority }
        result += path
        if let query { result += "?" + query }
        if let fragment = reference.fragment { result += "#" + fragment }
        return Link(result)
    }

    /// The form in which two links are compared, never shown (`PRODUCT.md` §3): scheme folded (http = https), host
    /// lowercased, default port, fragment and known tracking parameters dropped, trailing slash folded, escapes of
    /// unreserved characters decoded and the others' digits upper-cased.
    package var normalised: String {
        let parts = LinkParts(text)
        guard let scheme = parts.scheme?.lowercased() else { return text }
        guard scheme == "http" || scheme == "https", let authority = parts.authority else {
            return withoutFragment.text
        }
        return "//" + Self.comparable(authority: authority, scheme: scheme) + Self.normalisedPath(of: parts)
    }

    /// The normalised form without scheme and host: what stays the same when a site moves to another host.
    var normalisedPath: String {
        Self.normalisedPath(of: LinkParts(text))
    }

    /// What follows the mark `#`; nil where there is none.
    var fragment: String? {
        LinkParts(text).fragment.map(String.init)
    }

    private static func normalisedPath(of parts: LinkParts) -> String {
        var result = Self.normalisingEscapes(parts.path)
        while result.utf8.last == UInt8(ascii: "/") { result.removeLast() }
        if let query = parts.query {
            let kept = query.split(separator: "&", omittingEmptySubsequences: false)
                .filter { !TrackingParameters.contains($0.prefix { $0 != "=" }) }
            if !kept.isEmpty, !(kept.count == 1 && kept[0].isEmpty) {
                result += "?" + Self.normalisingEscapes(kept.joined(separator: "&")[...])
            }
        }
        return result
    }

    private static func comparable(authority: Substring, scheme: String?) -> String {
        // By bytes: each poll asks several times.
        var host = authority.utf8[...]
        if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[host.index(after: at)...] }
        if host.last == UInt8(ascii: ":") { host = host.dropLast() }
        let standard = scheme == "http" ? ":80" : scheme == "https" ? ":443" : ""
        if host.suffix(standard.utf8.count).elementsEqual(standard.utf8) {
            host = host.dropLast(standard.utf8.count)
        }
        return Substring(host).lowercased()
    }

    private static func merged(_ path: Substring, with base: LinkParts) -> String {
        if base.authority != nil, base.path.isEmpty { return "/" + path }
        guard let slash = base.path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return String(path) }
        return String(base.path[...slash]) + path
    }

    /// RFC 3986 §5.2.4, on whole segments.
    private static func removingDotSegments(_ path: Substring) -> String {
        guard path.utf8.contains(UInt8(ascii: ".")) else { return String(path) }
        let isAbsolute = path.utf8.first == UInt8(ascii: "/")
        var kept: [Substring] = []
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".":
                if isLast { kept.append("") }
            case "..":
                if kept.count > (isAbsolute ? 1 : 0) { kept.removeLast() }
                if isLast { kept.append("") }
            default:
                kept.append(segment)
            }
        }
        let joined = kept.joined(separator: "/")
        return isAbsolute && !joined.hasPrefix("/") ? "/" + joined : joined
    }

    private static func normalisingEscapes(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = Hexadecimal.value(of: bytes[index + 1]),
                let low = Hexadecimal.value(of: bytes[index + 2])
            {
                let byte = high << 4 | low
                if Self.isUnreserved(byte) {
                    result.append(byte)
                } else {
                    result += [UInt8(ascii: "%"), Hexadecimal.upper[Int(high)], Hexadecimal.upper[Int(low)]]
                }
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            return true
        default:
            return false
        }
    }
}
