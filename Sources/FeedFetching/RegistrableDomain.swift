import CPSL

/// Which hosts have one owner: `a.tumblr.com` and `b.tumblr.com`, but not all that ends in `co.uk`
/// (https://publicsuffix.org).
enum RegistrableDomain {
    /// The domain that somebody registered and of which a host is part; nil for addresses, for names of one part, and
    /// for names under which anybody may register.
    ///
    /// - Parameter host: in lower case and ASCII, with or without a port.
    static func of(_ host: String) -> String? {
        guard !host.hasPrefix("[") else { return nil }
        let name = String(host.prefix { $0 != ":" })
        // A name whose last part is a number is an address.
        guard let last = name.split(separator: ".").last, !last.allSatisfy(\.isNumber) else { return nil }
        return unsafe name.withCString { text in
            // The result lies within the name.
            unsafe psl_registrable_domain(psl_builtin(), text).map { unsafe String(cString: $0) }
        }
    }
}
