/// The zones that may be written by name (`parse-json.md` §10).
enum TimeZoneNames {
    /// Minutes east of Greenwich; 0 for a name that is not listed, as RFC 5322 §4.3 has it.
    static func offset(of name: ArraySlice<UInt8>) -> Int {
        guard (3...4).contains(name.count) else { return 0 }
        return hours.first { ASCII.equalsIgnoringCase(name, $0.name) }.map { $0.hours * 60 } ?? 0
    }

    private static let hours: [(name: String, hours: Int)] = [
        ("EST", -5), ("EDT", -4), ("CST", -6), ("CDT", -5), ("MST", -7), ("MDT", -6), ("PST", -8),
        ("PDT", -7),
        ("AST", -4), ("ADT", -3), ("HAST", -10), ("AKST", -9), ("AKDT", -8),
        ("WEST", 1), ("BST", 1), ("CET", 1), ("CEST", 2), ("MET", 1), ("MEST", 2), ("EET", 2), ("EEST", 3),
        ("MSK", 3),
        ("JST", 9), ("KST", 9), ("AEST", 10), ("AEDT", 11),
    ]
}
