import FeedModel
import FoundationEssentials

/// Where a round stands.
struct Round {
    private let portion: Int
    var queue: RoundQueue
    var places: RoundPlaces
    var limiter: StartLimiter
    /// What came since nothing was under way.
    var report = RoundReport()
    private var lastRound: RoundReport?
    private var total = RoundReport()
    /// When the queue was filled first.
    private(set) var begunAt: Date?
    var needsRefill = true
    /// Whether more may be due than the queue was filled with.
    private(set) var mayLack = false
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
        portion = plan.portion
        queue = RoundQueue(perHost: plan.perHost)
        places = RoundPlaces(width: plan.width)
        limiter = StartLimiter(rate: plan.startRate)
    }

    /// Whether nothing waits and nothing is under way.
    var isOver: Bool {
        queue.inFlight == 0 && queue.count == 0
    }

    /// What the queue holds has been due for longer than what is not in it: more is looked for once a minute, and once a
    /// second while all that waits does so for hosts that have enough to do; while there is no network only when the queue
    /// is empty.
    mutating func noteAlarm(at now: Duration) {
        let pause = Duration.seconds(queue.isReady ? 60 : 1)
        if queue.count == 0 || (!isOffline && now - filledAt >= pause) { needsRefill = true }
    }

    /// How many feeds to ask the store for, which gives those again that wait or have just begun.
    var fill: Int {
        queue.count + queue.inFlight + portion
    }

    /// - Parameters:
    ///   - feeds: those that are due; as many as `fill` where there may be more.
    ///   - moment: when they were due.
    mutating func fill(with feeds: [DueFeed], dueAt moment: Date, at now: Duration) {
        mayLack = feeds.count == fill
        queue.add(feeds)
        begunAt = begunAt ?? moment
        needsRefill = false
        filledAt = now
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
