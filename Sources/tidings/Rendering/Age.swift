import FoundationEssentials

/// How long ago something was, or how soon it will be, in a few letters.
enum Age {
    /// `now`, `12m`, `3h`, `5d`, `7w`, and from a year on the day itself.
    static func short(of date: Date, at now: Date) -> String {
        let seconds = now.timeIntervalSince(date)
        switch seconds {
        case ..<60: return "now"
        case ..<3_600: return "\(Int(seconds / 60))m"
        case ..<86_400: return "\(Int(seconds / 3_600))h"
        case ..<(14 * 86_400): return "\(Int(seconds / 86_400))d"
        case ..<(365 * 86_400): return "\(Int(seconds / (7 * 86_400)))w"
        default: return Terminal.localTime(of: date).isoDay
        }
    }

    /// `in 12m`, `now`, `3h ago`.
    static func phrase(of date: Date, at now: Date) -> String {
        if date > now.addingTimeInterval(30) {
            let wait = short(of: now, at: date)
            return "in " + (wait == "now" ? "1m" : wait)
        }
        let age = short(of: date, at: now)
        return age == "now" || age.count > 4 ? age : "\(age) ago"
    }

    /// A pause: `45m`, `2h`, `1d`.
    static func length(_ duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        switch seconds {
        case ..<60: return "\(seconds)s"
        case ..<3_600: return "\(seconds / 60)m"
        case ..<86_400:
            return seconds % 3_600 < 60
                ? "\(seconds / 3_600)h" : "\(seconds / 3_600)h\(seconds % 3_600 / 60)m"
        default: return "\(seconds / 86_400)d"
        }
    }
}
