import FeedModel
import FeedStorage
import FoundationEssentials

/// Where a round stands.
struct Round {
    var queue: RoundQueue
    var places: RoundPlaces
    var limiter: StartLimiter
    /// What came since nothing was under way.
    var report = RoundReport()
    private var lastRound: RoundReport?
    private var total = RoundReport()
    var isBegun = false
    var needsRefill = true
    /// Where what is due goes on that a round did not read yet which is to end; nil where it has all.
    private(set) var unread: DuePlace?
    /// Those that a round has had which is to end.
    private var taken: Set<FeedID> = []
    /// When the queue was filled last, by the clock that never jumps.
    var filledAt = Duration.zero
    var disk = DiskWatch()
    private var isOffline = false
    /// When the earliest alarm of the clock rings.
    var armedFor: Date?
    /// When the next feed is due, as far as was looked for.
    var nextPoll: Date?
    /// When a poll ended last, or the first began where none was under way, by the clock that never jumps.
    private var movedAt = Duration.zero

    init(plan: UpdateService.Plan) {
        queue = RoundQueue(perHost: plan.perHost, isSpaced: plan.isSpaced, nearby: plan.width)
        places = RoundPlaces(width: plan.width)
        limiter = StartLimiter(rate: plan.startRate)
    }

    /// Whether nothing waits and nothing is under way.
    var isOver: Bool {
        queue.inFlight == 0 && queue.count == 0
    }

    /// What the queue holds is due already: more is looked for once a second, however often a start is allowed, and
    /// while there is no network only when the queue is empty.
    mutating func noteAlarm(at now: Duration) {
        if queue.count == 0 || (!isOffline && now - filledAt >= .seconds(1)) { needsRefill = true }
    }

    /// Takes in feeds of a round that is to end, each once, whatever becomes of it in the store or of the clock meanwhile.
    mutating func take(_ feeds: [DueFeed], unread: DuePlace?) {
        queue.add(feeds.filter { taken.insert($0.id).inserted })
        self.unread = unread
    }

    /// Takes note of how the network is; once it is back, all that is due is looked for.
    mutating func note(isOffline: Bool) {
        if self.isOffline, !isOffline { needsRefill = true }
        self.isOffline = isOffline
    }

    mutating func begin(_ due: DueFeed, at now: Duration) {
        if queue.inFlight == 1 { movedAt = now }
        places.begin(due.id, at: now)
    }

    mutating func end(_ due: DueFeed, at now: Duration) {
        queue.finished(due)
        places.end(due.id)
        movedAt = now
    }

    /// Whether polls that are under way still end: none lasts longer than `longest`.
    func isMoving(at now: Duration, longest: Duration) -> Bool {
        queue.inFlight == 0 || now - movedAt <= longest
    }

    /// Closes the account of what came since nothing was under way.
    mutating func closeReport() -> RoundReport {
        defer { report = RoundReport() }
        guard report.polled > 0 else { return report }
        lastRound = report
        total += report
        return report
    }

    var progress: RoundProgress {
        let activity: RoundProgress.Activity =
            disk.isFull ? .full : isOffline ? .offline : isOver ? .resting : .polling
        var total = total
        total += report
        return RoundProgress(
            activity: activity, inFlight: queue.inFlight, waiting: queue.count,
            nextPoll: activity == .resting ? nextPoll : nil, lastRound: lastRound, total: total)
    }
}
