import FeedModel

/// Makes links absolute and judges their schemes (`parse-json.md` §9).
struct LinkResolution {
    /// The address that the whole document is relative to; nil where none is known.
    let documentBase: Link?
    /// Bytes by which addresses may yet grow; below 0 once there was no more room.
    var room: Int
    private var problems: [ParseProblem] = []

    /// - Parameter size: bytes of the document.
    init(documentBase: Link?, size: Int) {
        self.documentBase = documentBase.flatMap(Self.usable)
        room = AddressBase.room(forDocumentOf: size)
    }

    /// The first reference that makes an acceptable link.
    mutating func link(_ candidates: [Reference]) -> Link? {
        for candidate in candidates {
            if let link = link(candidate) { return link }
        }
        return nil
    }

    /// The link that a reference makes; nil where it is empty or leads somewhere unsafe.
    mutating func link(_ reference: Reference) -> Link? {
        let text = Self.cleaned(reference.text)
        guard !text.isEmpty else { return nil }
        var link = Link(text)
        if link.isPlainlyWeb { return link }
        if link.scheme == nil, let base = base(of: reference.bases) ?? documentBase {
            var base = AddressBase(base, room: room)
            link = Link(base.resolve(text))
            room = base.room
        }
        guard let scheme = link.scheme else {
            problems.append(
                ParseProblem(
                    .relativeURL, line: reference.line, message: "a relative address, and no base for it"))
            return link
        }
        guard Self.allowedSchemes.contains(scheme) else {
            problems.append(
                ParseProblem(
                    .unsafeURL, line: reference.line,
                    message: "an address with the scheme \(scheme.prefix(40))"))
            return nil
        }
        return link
    }

    /// What was found wrong since this was last asked.
    mutating func takeProblems() -> [ParseProblem] {
        guard !problems.isEmpty else { return [] }
        defer { problems = [] }
        return problems
    }

    /// What `xml:base` values in scope, innermost first, make together; nil where none of them counts.
    func base(of bases: [String]) -> Link? {
        var base: Link?
        for text in bases.reversed() {
            let text = Self.cleaned(text)
            guard !text.isEmpty else { continue }
            let link = (base ?? documentBase).map { Link(text).resolved(against: $0) } ?? Link(text)
            if link.isWeb { base = Self.usable(link) ?? base }
        }
        return base
    }

    /// A base that is not so long that it can mean no address.
    static func usable(_ base: Link) -> Link? {
        base.text.utf8.count <= AddressBase.longest ? base : nil
    }

    /// `text` without white space around it and line breaks and tabs in it; spaces become `%20`.
    static func cleaned(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 <= 0x20 }) else { return text }
        var bytes: [UInt8] = []
        for byte in ASCII.trimmed(Array(text.utf8)[...]) {
            switch byte {
            case 0x09, 0x0A, 0x0D: continue
            case 0x20: bytes += "%20".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let allowedSchemes: Set<String> = [
        "http", "https", "ftp", "mailto", "tel", "xmpp", "irc", "ircs", "magnet", "gemini", "gopher", "news",
    ]
}

extension Link {
    /// Whether it is an address of the web, which other links can be relative to.
    var isWeb: Bool {
        isPlainlyWeb || scheme == "http" || scheme == "https"
    }

    /// Whether it begins as nearly every link does.
    fileprivate var isPlainlyWeb: Bool {
        text.hasPrefix("https://") || text.hasPrefix("http://")
    }
}
