import CCurl

/// Watches over one transfer's limits of time.
///
/// libcurl's own count differs: it cannot tell the first byte, and its low speed runs while a server still thinks.
struct TransferClock {
    private let limits: TransferLimits
    private let started: MonotonicTime
    /// When the addresses were known.
    var resolved: MonotonicTime?
    private(set) var nextCheck: MonotonicTime
    private var began: MonotonicTime?
    private var window: (start: MonotonicTime, received: Int)

    init(limits: TransferLimits, started: MonotonicTime) {
        self.limits = limits
        self.started = started
        window = (started, 0)
        nextCheck = min(started + limits.connecting, started + limits.firstByte, started + limits.total)
    }

    /// Notes that the first line of the answer has arrived.
    mutating func begin(at now: MonotonicTime) {
        guard began == nil else { return }
        began = now
        window = (now, 0)
        nextCheck = min(nextCheck, now + limits.lowSpeedWindow)
    }

    /// How much of the time for connecting the lookup has left.
    var leftToConnect: Duration {
        limits.connecting - ((resolved ?? started) - started)
    }

    /// The limit that has been reached, if one has; else sets `nextCheck` anew.
    ///
    /// - Parameter received: bytes that have arrived, headers included.
    mutating func limitReached(at now: MonotonicTime, received: Int) -> TransportError.TimeLimit? {
        if now >= started + limits.totalWhileSteady { return .total }
        nextCheck = started + limits.totalWhileSteady
        guard began != nil else { return limitReachedBeforeAnswer(at: now) }
        return isTooSlow(at: now, received) ? .lowSpeed : isOverdue(at: now, received) ? .total : nil
    }

    /// When each stage was reached, counted from the start.
    func timings(_ easy: borrowing EasyHandle, until now: MonotonicTime) -> TransferTimings {
        var timings = TransferTimings()
        timings.resolved = (resolved ?? started) - started
        let tls = easy.offset(CURLINFO_APPCONNECT_TIME_T)
        let tcp = easy.offset(CURLINFO_CONNECT_TIME_T)
        timings.connected = timings.resolved + .microseconds(max(tls, tcp))
        timings.firstByte = timings.resolved + .microseconds(easy.offset(CURLINFO_STARTTRANSFER_TIME_T))
        timings.total = now - started
        return timings
    }

    private mutating func limitReachedBeforeAnswer(at now: MonotonicTime) -> TransportError.TimeLimit? {
        // Once the addresses are known, libcurl watches over the rest of the connecting.
        if resolved == nil, now >= started + limits.connecting { return .connecting }
        if now >= started + limits.firstByte { return .firstByte }
        if now >= started + limits.total { return .total }
        nextCheck = min(nextCheck, started + limits.firstByte, started + limits.total)
        if resolved == nil { nextCheck = min(nextCheck, started + limits.connecting) }
        return nil
    }

    private mutating func isTooSlow(at now: MonotonicTime, _ received: Int) -> Bool {
        if now >= window.start + limits.lowSpeedWindow {
            if Double(received - window.received) < Double(limits.lowSpeed) * (now - window.start).inSeconds {
                return true
            }
            window = (now, received)
        }
        nextCheck = min(nextCheck, window.start + limits.lowSpeedWindow)
        return false
    }

    private mutating func isOverdue(at now: MonotonicTime, _ received: Int) -> Bool {
        guard now >= started + limits.total else {
            nextCheck = min(nextCheck, started + limits.total)
            return false
        }
        nextCheck = min(nextCheck, now + .seconds(1))
        let answering = (now - (began ?? started)).inSeconds
        return Double(received) < Double(limits.steadySpeed) * answering
    }
}

extension Duration {
    fileprivate var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
