import DequeModule
package import FeedModel
package import FoundationEssentials

/// Lets requests through to each host one after another, with time between them, and none while the host rests.
///
/// Whoever waits is served in the order of coming; whoever is cancelled leaves the line. A request that has waited long
/// for its answer to begin does not keep the line from moving.
package actor HostGate {
    private let limit: Int
    private let spacing: Duration
    private let pace: Pace
    private var hosts: [String: Host] = [:]
    private var rests: [String: Date] = [:]
    /// Of whole domains.
    private var domainRests: [String: Date] = [:]
    /// When hosts of a domain last asked for rest.
    private var limitedHosts: [String: [String: Date]] = [:]
    /// Hosts of the user's own, of which none speaks for another.
    private let ownHosts: Set<String>
    private var rateLimits: [String: Int] = [:]
    private var plainHosts: [String: Date] = [:]

    private struct Host {
        var inFlight = 0
        /// When the next request may start.
        var nextStart: Duration
        var line: Deque<HostPlace> = []
        var turns: [HostTurn] = []
        /// Whether a turn was passed on before it ended; one such at most (B102).
        var isOvertaken = false
    }

    /// How long a request holds its host's turn without a first byte.
    private static let patience = Duration.seconds(5)

    /// - Parameters:
    ///   - perHost: requests to one host at once, at least 1.
    ///   - spacing: between the starts of two requests to one host.
    ///   - resting: rests that hosts and domains asked for before, with how often in a row.
    ///   - started: how long ago hosts were last asked, by this process or another.
    ///   - ownHosts: hosts that the settings open although private: these never let their domain rest.
    package init(
        perHost: Int, spacing: Duration, resting: [HostRest], started: [String: Duration] = [:],
        ownHosts: [String] = [], pace: Pace
    ) {
        limit = max(1, perHost)
        self.spacing = spacing
        self.pace = pace
        self.ownHosts = Set(ownHosts)
        for rest in resting {
            if rest.host.hasPrefix(".") {
                domainRests[String(rest.host.dropFirst())] = rest.until
            } else {
                rests[rest.host] = max(rest.until, rests[rest.host] ?? rest.until)
                if let repeats = rest.repeats, repeats > 0 { rateLimits[rest.host] = repeats }
            }
        }
        for (host, ago) in started where ago < spacing {
            hosts[host] = Host(nextStart: pace.elapsed() + spacing - ago)
        }
    }

    /// Waits for a host's turn, runs `body` in it, and gives the turn on: when `body` ends, or while it has waited five
    /// seconds for its answer to begin and others wait behind it.
    ///
    /// - Parameter body: is given what it calls when its answer begins.
    /// - Throws: what `body` throws, or `CancellationError` where the wait was cancelled.
    package func withTurn<Value: Sendable>(
        at host: String,
        _ body: @escaping @Sendable (_ answering: @escaping @Sendable () -> Void) async throws -> Value
    ) async throws -> Value {
        try await enter(host)
        let turn = HostTurn()
        defer { leave(host, turn) }
        try await waitForStart(host)
        begin(turn, at: host)
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await body { turn.noteAnswer() } }
            group.addTask {
                await self.watch(turn, at: host)
                return nil
            }
            while let ended = try await group.next() {
                guard let value = ended else { continue }
                group.cancelAll()
                return value
            }
            throw CancellationError()
        }
    }

    private func begin(_ turn: HostTurn, at name: String) {
        turn.start = pace.elapsed()
        hosts[name]?.turns.append(turn)
        if hosts[name]?.line.isEmpty == false { turn.isWanted.settle() }
    }

    /// Passes a turn on once it is wanted and has had its time without an answer.
    private func watch(_ turn: HostTurn, at name: String) async {
        guard await turn.isWanted.isGranted() else { return }
        do {
            try await pace.sleep(max(.zero, turn.start + Self.patience - pace.elapsed()))
        } catch {
            return
        }
        passOnIfLate(turn, at: name)
    }

    private func passOnIfLate(_ turn: HostTurn, at name: String) {
        guard var host = hosts[name], !host.isOvertaken, !host.line.isEmpty, !turn.hasAnswer,
            pace.elapsed() >= turn.start + Self.patience
        else { return }
        host.isOvertaken = true
        turn.isOvertaken = true
        hosts[name] = host
        giveOn(name)
    }

    /// When a host's rest ends, its own or its domain's, if it rests at `now`.
    package func restEnd(of host: String, at now: Date) -> Date? {
        if let end = rests[host], end <= now { rests[host] = nil }
        return [rests[host], domainRestEnd(of: host, at: now)].compactMap { $0 }.max()
    }

    private func domainRestEnd(of host: String, at now: Date) -> Date? {
        // Almost always there are none, and nobody's domain need be known.
        guard !domainRests.isEmpty, let domain = RegistrableDomain.of(host), let end = domainRests[domain]
        else { return nil }
        if end > now { return end }
        domainRests[domain] = nil
        return nil
    }

    /// Takes note that a host asked for rest; two hosts of one domain within ten minutes speak for all of it (B50).
    ///
    /// - Returns: the rest of the domain, with a dot before its name, where there is one now.
    package func noteRateLimit(of host: String, until end: Date, at now: Date) -> HostRest? {
        let name = String(host.prefix { $0 != ":" })
        guard !ownHosts.contains(host), !ownHosts.contains(name), let domain = RegistrableDomain.of(host)
        else {
            return nil
        }
        if limitedHosts.count > 4096 { limitedHosts = [:] }
        var limited = (limitedHosts[domain] ?? [:]).filter { now.timeIntervalSince($0.value) < 600 }
        limited[name] = now
        limitedHosts[domain] = limited
        guard limited.count >= 2 else { return nil }
        let latest = max(end, domainRests[domain] ?? end)
        domainRests[domain] = latest
        return HostRest(host: "." + domain, until: latest)
    }

    /// Takes note of rests that hosts asked for. A rest is never cut short by a later one.
    package func note(_ wishes: [HostRest]) {
        for rest in wishes { rests[rest.host] = max(rest.until, rests[rest.host] ?? rest.until) }
    }

    /// Counts answers in a row in which a host asked for rest; returns how many there were before, and are now.
    package func noteAnswer(of host: String, isRateLimit: Bool) -> (before: Int, now: Int) {
        let before = rateLimits[host] ?? 0
        rateLimits[host] = isRateLimit ? before + 1 : nil
        return (before, rateLimits[host] ?? 0)
    }

    /// Notes that HTTP/2 failed at a host, so that it is not offered until `end` (B97).
    package func noteHTTP2Failure(at host: String, until end: Date) {
        plainHosts[host] = end
    }

    /// Whether HTTP/2 may be offered to a host.
    package func offersHTTP2(to host: String, at now: Date) -> Bool {
        guard let end = plainHosts[host] else { return true }
        if end > now { return false }
        plainHosts[host] = nil
        return true
    }

    /// How many wait for a host's turn.
    func waiting(at host: String) -> Int {
        hosts[host]?.line.count ?? 0
    }

    private func enter(_ name: String) async throws {
        try Task.checkCancellation()
        makeRoom()
        if hosts[name, default: Host(nextStart: .zero)].inFlight < limit {
            hosts[name, default: Host(nextStart: .zero)].inFlight += 1
            return
        }
        let place = HostPlace()
        hosts[name]?.line.append(place)
        for turn in hosts[name]?.turns ?? [] { turn.isWanted.settle() }
        guard await place.isGranted() else {
            hosts[name]?.line.removeAll { $0 === place }
            throw CancellationError()
        }
    }

    private func waitForStart(_ name: String) async throws {
        let now = pace.elapsed()
        guard let next = hosts[name]?.nextStart else { return }
        let start = max(now, next)
        hosts[name]?.nextStart = start + spacing
        guard start > now else { return }
        do {
            try await pace.sleep(start - now)
        } catch {
            // Nothing was started, so nobody need keep a distance from it.
            if hosts[name]?.nextStart == start + spacing { hosts[name]?.nextStart = next }
            throw CancellationError()
        }
    }

    private func leave(_ name: String, _ turn: HostTurn) {
        hosts[name]?.turns.removeAll { $0 === turn }
        guard turn.isOvertaken else { return giveOn(name) }
        // Its place was taken already; another that is late may be overtaken now.
        hosts[name]?.isOvertaken = false
        for other in hosts[name]?.turns ?? [] { passOnIfLate(other, at: name) }
    }

    private func giveOn(_ name: String) {
        while let next = hosts[name]?.line.popFirst() {
            if next.settle(isGranted: true) { return }
        }
        hosts[name]?.inFlight -= 1
    }

    /// Forgets hosts that nobody asks and whose distance is kept, once there are many.
    private func makeRoom() {
        guard hosts.count > 4096 else { return }
        let now = pace.elapsed()
        hosts = hosts.filter { $0.value.inFlight > 0 || $0.value.nextStart > now }
    }
}
