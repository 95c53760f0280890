/// Dates that name the month: RFC 822 and its successors, day and month in either order, and `asctime`.
enum RFC822Date {
    /// What the date says; nil where it is of another kind or cannot be read.
    static func fields(in start: DateScanner) -> DateFields? {
        var scanner = start
        skipDayName(in: &scanner)
        guard let (month, day) = monthAndDay(in: &scanner) else { return nil }
        scanner.skipSeparators()
        var fields = DateFields(year: 0, month: month, day: day)
        if let year = year(in: scanner) {
            (fields.year, scanner) = year
            guard timeAndZone(in: &scanner, into: &fields) else { return nil }
        } else {
            guard timeAndZone(in: &scanner, into: &fields), let year = year(in: scanner) else { return nil }
            (fields.year, scanner) = year
        }
        scanner.skipSpace()
        return scanner.isAtEnd ? fields : nil
    }

    /// Any first word that is no month counts as the day's name: it is ignored even if wrong.
    private static func skipDayName(in scanner: inout DateScanner) {
        var ahead = scanner
        let word = ahead.word()
        guard !word.isEmpty else { return }
        _ = ahead.take(".")
        ahead.skipSeparators()
        guard month(named: word) == nil || ahead.isAtLetter else { return }
        scanner = ahead
    }

    private static func monthAndDay(in scanner: inout DateScanner) -> (month: Int, day: Int)? {
        if scanner.isAtDigit {
            guard let day = scanner.number(), day.digits <= 2 else { return nil }
            scanner.skipSeparators()
            guard let month = month(named: scanner.word()) else { return nil }
            _ = scanner.take(".")
            return (month, day.value)
        }
        guard let month = month(named: scanner.word()) else { return nil }
        _ = scanner.take(".")
        scanner.skipSeparators()
        guard let day = scanner.number(), day.digits <= 2, scanner.byte != UInt8(ascii: ":") else {
            return nil
        }
        return (month, day.value)
    }

    /// The year here and the place after it; nil where a time stands here instead.
    private static func year(in start: DateScanner) -> (year: Int, rest: DateScanner)? {
        var scanner = start
        guard let number = scanner.number(), scanner.byte != UInt8(ascii: ":") else { return nil }
        scanner.skipSeparators()
        switch number.digits {
        case 4: return (number.value, scanner)
        case 2: return (number.value + (number.value <= 68 ? 2000 : 1900), scanner)
        default: return nil
        }
    }

    private static func timeAndZone(in scanner: inout DateScanner, into fields: inout DateFields) -> Bool {
        if scanner.isAtDigit {
            guard scanner.time(into: &fields) else { return false }
        }
        guard scanner.zone(into: &fields) else { return false }
        scanner.skipSpace()
        guard scanner.skipComment() else { return false }
        scanner.skipSpace()
        return true
    }

    /// 1 to 12 for an English name, in full or cut to three letters or more.
    private static func month(named word: ArraySlice<UInt8>) -> Int? {
        guard word.count >= 3 else { return nil }
        let first = ASCII.lowercased(word[word.startIndex])
        return months.indices.first {
            months[$0].utf8.first == first && ASCII.isPrefixIgnoringCase(word, of: months[$0])
        }
        .map { $0 + 1 }
    }

    private static let months: [String] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ]
}
