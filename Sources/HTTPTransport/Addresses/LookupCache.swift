/// What is known of hosts' addresses, for a while.
///
/// An old answer is kept longer than it is trusted, to help out while name servers fail.
struct LookupCache {
    private var entries: [String: Entry] = [:]

    private struct Entry {
        var answer: LookupAnswer
        var isFreshUntil: MonotonicTime
        var addresses: [ResolvedAddress]
        var isUsefulUntil: MonotonicTime
    }

    private let success: Duration
    private static let failure: Duration = .seconds(60)
    private static let stopgap: Duration = .seconds(24 * 3600)
    private static let capacity = 10_000

    /// - Parameter success: how long addresses are fresh.
    init(success: Duration = .seconds(300)) {
        self.success = success
    }

    /// The answer for a host, if one is fresh.
    func answer(for host: String, at now: MonotonicTime) -> LookupAnswer? {
        guard let entry = entries[host], now < entry.isFreshUntil else { return nil }
        return entry.answer
    }

    /// Keeps an answer, and returns what to go by: the answer, or former addresses where it tells of a name server's
    /// failure.
    mutating func remember(_ answer: LookupAnswer, for host: String, at now: MonotonicTime) -> LookupAnswer {
        makeRoom(at: now)
        switch answer {
        case .addresses(let addresses):
            entries[host] = Entry(
                answer: answer, isFreshUntil: now + success, addresses: addresses,
                isUsefulUntil: now + Self.stopgap)
            return answer
        case .unknownHost:
            entries[host] = Entry(
                answer: answer, isFreshUntil: now + Self.failure, addresses: [],
                isUsefulUntil: now + Self.failure)
            return answer
        case .failed, .noNetwork:
            var entry =
                entries[host] ?? Entry(answer: answer, isFreshUntil: now, addresses: [], isUsefulUntil: now)
            let isHelped = !entry.addresses.isEmpty && now < entry.isUsefulUntil
            entry.answer = isHelped ? .addresses(entry.addresses) : answer
            entry.isFreshUntil = now + Self.failure
            entries[host] = entry
            return entry.answer
        }
    }

    private mutating func makeRoom(at now: MonotonicTime) {
        guard entries.count >= Self.capacity else { return }
        entries = entries.filter { now < $0.value.isFreshUntil }
        if entries.count >= Self.capacity { entries = [:] }
    }
}
