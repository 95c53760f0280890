import Glibc
import ScheduleSimulation

/// What our schedule has to reach on the reference population.
struct Bars {
    /// A play for each seed.
    let own: [Play]
    /// The same by a fixed interval that asks as often.
    let equal: [Play]
    /// Polls of the busiest day of a feed that bursts once a week.
    let burst: Int

    /// Prints each bar; says whether all are held.
    func tell() -> Bool {
        print("\nBars\n")
        let requests = own.mean(of: \.requestsPerDay)
        let delay = own.mean(of: \.meanDelay)
        let ratio = delay / equal.mean(of: \.meanDelay)
        return [
            told("requests a feed and day, at most 8", requests, requests <= 8),
            told("mean delay, at most 0.8 h", delay, delay <= 0.8),
            told("mean delay against a fixed interval, at most 0.5", ratio, ratio <= 0.5),
            told("polls a day of a weekly burst, at most 12", Double(burst), burst <= 12),
        ].allSatisfy { $0 }
    }

    private func told(_ what: String, _ value: Double, _ isHeld: Bool) -> Bool {
        print("\(isHeld ? "held  " : "MISSED") \(what): \(Table.text(value, digits: 3))")
        return isHeld
    }
}

/// Ends the program with status 1 unless all is well.
func exitUnless(_ isWell: Bool) {
    exit(isWell ? 0 : 1)
}
