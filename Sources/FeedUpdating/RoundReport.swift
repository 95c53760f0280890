/// What some polls brought together, such as those between two idle moments.
package struct RoundReport: Hashable, Sendable {
    package var polled: Int
    package var failed: Int
    /// New items.
    package var new: Int

    package init(polled: Int = 0, failed: Int = 0, new: Int = 0) {
        self.polled = polled
        self.failed = failed
        self.new = new
    }

    static func += (report: inout RoundReport, other: RoundReport) {
        report.polled += other.polled
        report.failed += other.failed
        report.new += other.new
    }
}
