import FoundationEssentials

/// Where a round stands.
struct Round {
    var queue: RoundQueue
    var places: RoundPlaces
    var limiter: StartLimiter
    var report = RoundReport()
    var isBegun = false
    var needsRefill = true
    /// When the queue was filled last, by the clock that never jumps.
    var filledAt = Duration.zero
    var disk = DiskWatch()
    private var isOffline = false
    /// When the earliest alarm of the clock rings.
    var armedFor: Date?

    init(plan: UpdateService.Plan) {
        queue = RoundQueue(perHost: plan.perHost)
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

    /// Takes note of how the network is; once it is back, all that is due is looked for.
    mutating func note(isOffline: Bool) {
        if self.isOffline, !isOffline { needsRefill = true }
        self.isOffline = isOffline
    }
}
