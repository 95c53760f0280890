import FoundationEssentials

/// Reads the three forms of a date in HTTP (RFC 9110 §5.6.7), and the usual mistakes in them: a day of one digit, a
/// wrong or missing weekday, `UTC` or `+0000` for `GMT`.
enum HTTPDate {
    /// - Parameter now: decides the century of the form with a year of two digits.
    static func date(in text: String, at now: Date) -> Date? {
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }
        switch words.count {
        // Sun Nov  6 08:49:37 1994
        case 5 where words[3].contains(":"):
            return date(day: words[2], month: words[1], year: words[4], time: words[3], at: now)
        // Sun, 06 Nov 1994 08:49:37 GMT · Sunday, 06-Nov-94 08:49:37 GMT
        case 6 where ["GMT", "UTC", "UT", "Z", "+0000", "0000"].contains(words[5].uppercased()):
            return date(day: words[1], month: words[2], year: words[3], time: words[4], at: now)
        default:
            return nil
        }
    }

    private static func date(
        day: Substring, month: Substring, year: Substring, time: Substring, at now: Date
    ) -> Date? {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { number($0) }
        guard clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second),
            let month = months.firstIndex(of: month.lowercased()), let day = number(day),
            var full = number(year)
        else { return nil }
        if year.count == 2 {
            full += 1900
            // RFC 9110: what seems to lie more than 50 years ahead is meant for the past.
            while seconds(full + 100, 1, 1) <= now.timeIntervalSince1970 + 50 * 365.25 * 86_400 {
                full += 100
            }
        }
        guard (1...9999).contains(full), (1...length(of: month, in: full)).contains(day) else { return nil }
        let time = Double(hour * 3600 + minute * 60 + second)
        return Date(timeIntervalSince1970: seconds(full, month + 1, day) + time)
    }

    private static func number(_ text: some StringProtocol) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    private static func length(of month: Int, in year: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        return month == 1 ? (isLeap ? 29 : 28) : [3, 5, 8, 10].contains(month) ? 30 : 31
    }

    /// Seconds from 1970 to the beginning of a day of the Gregorian calendar: years are counted from March, so that
    /// the leap day is the last.
    private static func seconds(_ year: Int, _ month: Int, _ day: Int) -> Double {
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
        return Double(days) * 86_400
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}
