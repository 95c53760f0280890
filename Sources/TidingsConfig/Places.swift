/// Where relative paths and the home folder lead.
struct Places: Hashable, Sendable {
    /// The folder of the configuration file; absolute.
    let folder: String
    /// The user's home; nil where it is not known.
    let home: String?
    /// Where the service manager puts the secrets that it hands out (`LoadCredential=` of systemd); nil without it.
    let credentials: String?

    /// An absolute path: relative ones start at the folder of the configuration file, `~/` at the home folder.
    func path(_ written: String) -> String {
        if written.hasPrefix("/") { return Places.tidy(written) }
        if let home, written.hasPrefix("~/") { return Places.tidy(home + written.dropFirst()) }
        return Places.tidy(folder + "/" + written)
    }

    /// The path of a file with secrets: a bare name is first looked for among those that the service manager hands out.
    func secret(_ written: String) -> String {
        if let credentials, !written.contains("/") {
            let handedOut = Places.tidy("\(credentials)/\(written)")
            if TextFile.exists(handedOut) { return handedOut }
        }
        return path(written)
    }

    /// An address in which a `file:` with a relative path names an absolute one; any other as it is written.
    ///
    /// What is written after `file:` is a part of an address, and stays as it is; the folder before it is a path, whose
    /// special characters are escaped.
    func address(_ written: String) -> String {
        guard Places.isFile(written) else { return written }
        var name = written.dropFirst(5)
        if name.hasPrefix("//") {
            name = name.dropFirst(2)
            let host = name.prefix { $0 != "/" }
            guard host.isEmpty || host.lowercased() == "localhost" else { return written }
            return "file://\(name.dropFirst(host.count))"
        }
        if name.hasPrefix("/") { return "file://\(name)" }
        while name.hasPrefix("./") { name = name.dropFirst(2) }
        return "file://\(Places.escaped(folder == "/" ? "" : folder))/\(name)"
    }

    /// Whether an address is one of a `file:`.
    static func isFile(_ written: String) -> Bool {
        // The first letter is mostly another, and tells at once.
        guard let first = written.utf8.first, first | 0x20 == UInt8(ascii: "f") else { return false }
        return written.prefix(5).lowercased() == "file:"
    }

    /// Without doubled slashes and single dots; double dots stay, since what is above a link only the kernel knows.
    static func tidy(_ path: String) -> String {
        // As most paths are, and each command looks at some.
        if isTidy(path) { return path }
        let parts = path.split(separator: "/").filter { $0 != "." }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    private static func isTidy(_ path: String) -> Bool {
        /// Of the part that is being read.
        var (length, isDot) = (0, false)
        for (position, byte) in path.utf8.enumerated() {
            if byte != UInt8(ascii: "/") {
                isDot = length == 0 && byte == UInt8(ascii: ".")
                length += 1
            } else if position > 0, length == 0 || isDot {
                return false
            } else {
                length = 0
            }
        }
        return path == "/" || (length > 0 && !isDot)
    }

    private static func escaped(_ path: String) -> String {
        var escaped = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            case _ where "/-._~!$&'()*+,;=:@".utf8.contains(byte):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                escaped += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return escaped
    }
}
