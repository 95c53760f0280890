/// Dates that begin with the year: RFC 3339, ISO 8601 in its plain and basic forms, W3C-DTF, and `2020/1/10`.
enum RFC3339Date {
    /// What the date says; nil where it is of another kind or cannot be read.
    static func fields(in start: DateScanner) -> DateFields? {
        var scanner = start
        guard let first = scanner.number() else { return nil }
        var fields: DateFields
        switch first.digits {
        case 8:
            fields = DateFields(year: first.value / 10000)
            (fields.month, fields.day) = (first.value / 100 % 100, first.value % 100)
        case 4:
            fields = DateFields(year: first.value)
            guard monthAndDay(in: &scanner, into: &fields) else { return nil }
        default:
            return nil
        }
        let isBasic = first.digits == 8
        scanner.skipSpace()
        if scanner.take("T") || scanner.take("t") {
            scanner.skipSpace()
            guard scanner.time(into: &fields, isBasic: isBasic) else { return nil }
        } else if scanner.isAtDigit {
            guard scanner.time(into: &fields, isBasic: isBasic) else { return nil }
        }
        guard scanner.zone(into: &fields) else { return nil }
        scanner.skipSpace()
        return scanner.isAtEnd ? fields : nil
    }

    private static func monthAndDay(in scanner: inout DateScanner, into fields: inout DateFields) -> Bool {
        let isSlashed = scanner.byte == UInt8(ascii: "/")
        let separator: Unicode.Scalar = isSlashed ? "/" : "-"
        guard scanner.take(separator) else { return true }
        guard let month = scanner.number(), month.digits <= 2 else { return false }
        fields.month = month.value
        guard scanner.take(separator) else { return !isSlashed }
        guard let day = scanner.number(), day.digits <= 2 else { return false }
        fields.day = day.value
        return true
    }
}
