import DequeModule
package import FeedModel
package import FoundationEssentials
import Synchronization

/// Lets requests through to each host one after another, with time between them, and none while the host rests.
///
/// Whoever waits is served in the order of coming; whoever is cancelled leaves the line. A request that has waited long
/// for its answer to begin does not keep the line from moving.
///
/// A lock and no actor: each poll has a dozen questions, of which each takes less time than it takes to come back from
/// another executor.
package final class HostGate: Sendable {
    private let limit: Int
    private let spacing: Duration
    private let pace: Pace
    /// Hosts of the user's own, of which none speaks for another.
    private let ownHosts: Set<String>
    private let state: Mutex<State>

    fileprivate struct State {
        var hosts: [String: Host] = [:]
        var rests: [String: Date] = [:]
        /// Of whole domains.
        var domainRests: [String: Date] = [:]
        /// When hosts of a domain last asked for rest.
        var limitedHosts: [String: [String: Date]] = [:]
        var rateLimits: [String: Int] = [:]
        var plainHosts: [String: Date] = [:]
        /// How many hosts are remembered before it is looked which of them may be forgotten.
        var room = 4096
    }

    fileprivate struct Host {
        var inFlight = 0
        /// When the next request may start.
        var nextStart: Duration
        var line: Deque<HostPlace> = []
        var turns: [Begun] = []
        /// Whether a turn was passed on before it ended; one such at most (B102).
        var isOvertaken = false

        /// Begins a turn where there is room for it and its time has come.
        mutating func begin(_ turn: Begun, limit: Int, spacing: Duration) -> Bool {
            guard inFlight < limit, nextStart <= turn.start else { return false }
            inFlight += 1
            nextStart = turn.start + spacing
            turns.append(turn)
            return true
        }

        /// Ends a turn; says whether its place had been taken by another before.
        mutating func end(_ turn: HostTurn) -> Bool {
            guard let index = turns.firstIndex(where: { $0.turn === turn }) else { return false }
            return turns.remove(at: index).isOvertaken
        }

        /// Gives a place on to whoever has waited longest, if somebody waits.
        mutating func giveOn() {
            while let next = line.popFirst() {
                if next.settle(isGranted: true) { return }
            }
            inFlight -= 1
        }
    }

    fileprivate struct Begun {
        let turn: HostTurn
        let start: Duration
        var isOvertaken = false
    }

    /// How long a request holds its host's turn without a first byte.
    fileprivate static let patience = Duration.seconds(5)

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
        var state = State()
        for rest in resting {
            if rest.host.hasPrefix(".") {
                state.domainRests[String(rest.host.dropFirst())] = rest.until
            } else {
                state.rests[rest.host] = max(rest.until, state.rests[rest.host] ?? rest.until)
                if let repeats = rest.repeats, repeats > 0 { state.rateLimits[rest.host] = repeats }
            }
        }
        for (host, ago) in started where ago < spacing {
            state.hosts[host] = Host(nextStart: pace.elapsed() + spacing - ago)
        }
        self.state = Mutex(state)
    }

    /// Waits for a host's turn, runs `body` in it, and gives the turn on: when `body` ends, or while it has waited five
    /// seconds for its answer to begin and others wait behind it.
    ///
    /// - Parameter body: is given what it calls when its answer begins, which says whether somebody else waits for the host
    ///   then.
    /// - Throws: what `body` throws, or `CancellationError` where the wait was cancelled.
    package func withTurn<Value>(
        at host: String, _ body: (_ answering: @escaping @Sendable () -> Bool) async throws -> Value
    ) async throws -> Value {
        try Task.checkCancellation()
        let turn = HostTurn()
        let isBegun = begin(turn, at: host)
        if !isBegun { try await enter(host) }
        defer { leave(host, turn) }
        if !isBegun {
            try await waitForStart(host)
            let now = pace.elapsed()
            state.withLock { $0.hosts[host]?.turns.append(Begun(turn: turn, start: now)) }
        }
        return try await body {
            turn.noteAnswer()
            return self.isWanted(host)
        }
    }

    /// When a host's rest ends, its own or its domain's, if it rests at `now`.
    package func restEnd(of host: String, at now: @autoclosure () -> Date) -> Date? {
        state.withLock { state in
            // Almost always nobody rests, and what time it is does not matter.
            if state.rests.isEmpty, state.domainRests.isEmpty { return nil }
            let now = now()
            if let end = state.rests[host], end <= now { state.rests[host] = nil }
            return [state.rests[host], state.domainRestEnd(of: host, at: now)].compactMap { $0 }.max()
        }
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
        return state.withLock { state in
            if state.limitedHosts.count > 4096 { state.limitedHosts = [:] }
            var limited = (state.limitedHosts[domain] ?? [:]).filter {
                now.timeIntervalSince($0.value) < 600
            }
            limited[name] = now
            state.limitedHosts[domain] = limited
            guard limited.count >= 2 else { return nil }
            let latest = max(end, state.domainRests[domain] ?? end)
            state.domainRests[domain] = latest
            return HostRest(host: "." + domain, until: latest)
        }
    }

    /// Takes note of rests that hosts asked for. A rest is never cut short by a later one.
    package func note(_ wishes: [HostRest]) {
        guard !wishes.isEmpty else { return }
        state.withLock { state in
            for rest in wishes {
                state.rests[rest.host] = max(rest.until, state.rests[rest.host] ?? rest.until)
            }
        }
    }

    /// Counts answers in a row in which a host asked for rest; returns how many there were before, and are now.
    package func noteAnswer(of host: String, isRateLimit: Bool) -> (before: Int, now: Int) {
        state.withLock { state in
            let before = state.rateLimits[host] ?? 0
            if isRateLimit || before > 0 { state.rateLimits[host] = isRateLimit ? before + 1 : nil }
            return (before, isRateLimit ? before + 1 : 0)
        }
    }

    /// Notes that HTTP/2 failed at a host, so that it is not offered until `end` (B97).
    package func noteHTTP2Failure(at host: String, until end: Date) {
        state.withLock { $0.plainHosts[host] = end }
    }

    /// Whether HTTP/2 may be offered to a host.
    package func offersHTTP2(to host: String, at now: @autoclosure () -> Date) -> Bool {
        state.withLock { state in
            guard let end = state.plainHosts[host] else { return true }
            if end > now() { return false }
            state.plainHosts[host] = nil
            return true
        }
    }

    /// Whether somebody waits for a host's turn.
    private func isWanted(_ name: String) -> Bool {
        state.withLock { $0.hosts[name]?.line.isEmpty == false }
    }

    /// Begins a turn at once where nobody need be waited for, as mostly; else nothing is done.
    private func begin(_ turn: HostTurn, at name: String) -> Bool {
        let now = pace.elapsed()
        return state.withLock { state in
            state.makeRoom(at: now)
            return state.begin(turn, at: name, now, limit: limit, spacing: spacing)
        }
    }

    private func enter(_ name: String) async throws {
        let now = pace.elapsed()
        let place: HostPlace? = state.withLock { state in
            state.makeRoom(at: now)
            var host = state.hosts[name] ?? Host(nextStart: .zero)
            defer { state.hosts[name] = host }
            guard host.inFlight >= limit else {
                host.inFlight += 1
                return nil
            }
            let place = HostPlace()
            host.line.append(place)
            return place
        }
        guard let place else { return }
        let isGranted = await withTaskGroup(of: Bool?.self) { group in
            group.addTask { await place.isGranted() }
            group.addTask {
                await self.watch(name)
                return nil
            }
            while let ended = await group.next() {
                guard let isGranted = ended else { continue }
                group.cancelAll()
                return isGranted
            }
            return false
        }
        guard isGranted else {
            state.withLock { $0.hosts[name]?.line.removeAll { $0 === place } }
            throw CancellationError()
        }
    }

    /// Passes turns on that have had their time without an answer, for as long as somebody waits behind them. A turn that
    /// begins meanwhile is not late before it has been looked at anew.
    private func watch(_ name: String) async {
        while !Task.isCancelled {
            let now = pace.elapsed()
            let next = state.withLock { state in
                (state.hosts[name]?.turns ?? []).filter { !$0.turn.hasAnswer }
                    .map { $0.start + Self.patience }.filter { $0 > now }.min()
            }
            do {
                try await pace.sleep((next ?? now + Self.patience) - now)
            } catch {
                return
            }
            let then = pace.elapsed()
            state.withLock { $0.passOnWhatIsLate(at: name, then) }
        }
    }

    private func waitForStart(_ name: String) async throws {
        let now = pace.elapsed()
        let (start, next) = state.withLock { state in
            let next = state.hosts[name]?.nextStart ?? now
            let start = max(now, next)
            state.hosts[name]?.nextStart = start + spacing
            return (start, next)
        }
        guard start > now else { return }
        do {
            try await pace.sleep(start - now)
        } catch {
            // Nothing was started, so nobody need keep a distance from it.
            state.withLock { state in
                if state.hosts[name]?.nextStart == start + spacing { state.hosts[name]?.nextStart = next }
            }
            throw CancellationError()
        }
    }

    private func leave(_ name: String, _ turn: HostTurn) {
        let now = pace.elapsed()
        state.withLock { state in
            guard let place = state.hosts.index(forKey: name) else { return }
            guard state.hosts.values[place].end(turn) else { return state.hosts.values[place].giveOn() }
            // Its place was taken already; another that is late may be overtaken now.
            state.hosts.values[place].isOvertaken = false
            state.passOnWhatIsLate(at: name, now)
        }
    }
}

extension HostGate.State {
    fileprivate mutating func begin(
        _ turn: HostTurn, at name: String, _ now: Duration, limit: Int, spacing: Duration
    ) -> Bool {
        hosts[name, default: HostGate.Host(nextStart: now)].begin(
            HostGate.Begun(turn: turn, start: now), limit: limit, spacing: spacing)
    }

    fileprivate mutating func passOnWhatIsLate(at name: String, _ now: Duration) {
        guard var host = hosts[name], !host.isOvertaken, !host.line.isEmpty,
            let late = host.turns.firstIndex(where: {
                !$0.turn.hasAnswer && now >= $0.start + HostGate.patience
            })
        else { return }
        host.isOvertaken = true
        host.turns[late].isOvertaken = true
        host.giveOn()
        hosts[name] = host
    }

    fileprivate mutating func domainRestEnd(of host: String, at now: Date) -> Date? {
        // Almost always there are none, and nobody's domain need be known.
        guard !domainRests.isEmpty, let domain = RegistrableDomain.of(host), let end = domainRests[domain]
        else { return nil }
        if end > now { return end }
        domainRests[domain] = nil
        return nil
    }

    /// Forgets hosts that nobody asks and whose distance is kept, once there are many.
    fileprivate mutating func makeRoom(at now: Duration) {
        guard hosts.count > room else { return }
        hosts = hosts.filter { $0.value.inFlight > 0 || $0.value.nextStart > now }
        // Where few can be forgotten, the next look is far off: else each turn would take one.
        room = max(4096, 2 * hosts.count)
    }
}
