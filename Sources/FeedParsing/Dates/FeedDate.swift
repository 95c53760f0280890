package import FoundationEssentials

/// Reads the dates of feeds: the forms and zones of `parse-json.md` §10, and none by guessing.
package enum FeedDate {
    /// The moment that `text` names, to the second; nil where it cannot be read.
    ///
    /// Fractions of a second are dropped; no zone, or one that is not listed, is UTC.
    package static func date(in text: String) -> Date? {
        var scanner = DateScanner(text)
        scanner.skipSpace()
        guard let fields = RFC3339Date.fields(in: scanner) ?? RFC822Date.fields(in: scanner) else {
            return nil
        }
        return fields.date
    }

    /// `date` as RFC 3339 has it, in UTC and to the second; of one beyond the years 0 to 9999, which no feed can name but a
    /// damaged database can hold, the nearest moment in them.
    package static func text(of date: Date) -> String {
        let years = DateFields.years
        let seconds = Int(
            min(
                max(date.timeIntervalSince1970.rounded(.down), Double(years.lowerBound * 60)),
                Double(years.upperBound * 60 - 1)))
        let days = Int((Double(seconds) / 86_400).rounded(.down))
        let (year, month, day) = DateFields.calendarDay(days)
        let rest = seconds - days * 86_400
        // By bytes: each row of a list has one.
        var text: [UInt8] = []
        text.reserveCapacity(20)
        let year4 = String(year)
        text += repeatElement(UInt8(ascii: "0"), count: max(0, 4 - year4.utf8.count))
        text += year4.utf8
        let parts: [(Unicode.Scalar, Int)] = [
            ("-", month), ("-", day), ("T", rest / 3600), (":", rest / 60 % 60), (":", rest % 60),
        ]
        for (separator, number) in parts {
            text.append(UInt8(ascii: separator))
            text.append(UInt8(ascii: "0") + UInt8(number / 10))
            text.append(UInt8(ascii: "0") + UInt8(number % 10))
        }
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }
}

/// What a date says, before it is known to exist.
struct DateFields {
    var year: Int
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    /// East of Greenwich, in minutes.
    var offset = 0

    /// The years that have four digits (RFC 3339 §1), in minutes since 1970.
    static let years = dayNumber(0, 1, 1) * 24 * 60..<dayNumber(10_000, 1, 1) * 24 * 60

    /// The moment; nil where a field is out of range or the month has no such day.
    ///
    /// `24:00:00` is the start of the next day, and a leap second is read as the one before it.
    var date: Date? {
        guard (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year) else { return nil }
        guard (0...59).contains(minute), (0...60).contains(second) else { return nil }
        guard (0...23).contains(hour) || (hour == 24 && minute == 0 && second == 0) else { return nil }
        let minutes = (Self.dayNumber(year, month, day) * 24 + hour) * 60 + minute - offset
        // A zone, or the end of a day, can lead beyond.
        guard Self.years.contains(minutes) else { return nil }
        return Date(timeIntervalSince1970: Double(minutes * 60 + min(second, 59)))
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar, for years from 0.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        // The year is counted from March, so that the leap day is its last.
        let shifted = (month + 9) % 12
        let marchYear = year - (month <= 2 ? 1 : 0) + 400
        let days = marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400
        return days + (153 * shifted + 2) / 5 + day - 1 - 719_468 - 146_097
    }

    /// The day of the proleptic Gregorian calendar that lies `days` after 1970-01-01, for years from 0.
    static func calendarDay(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468 + 146_097
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 - 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
