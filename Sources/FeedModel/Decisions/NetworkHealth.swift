/// Decides whether it is this machine that has no network, rather than many feeds that fail at once (`polling.md` B59).
///
/// The last outcomes of up to fifty distinct hosts are looked at; where most of at least four could not be reached, the
/// network is taken to be down until any host answers. A host that could not be reached while others could is known
/// from then on to be its own trouble, and is no evidence until it answers again.
package struct NetworkHealth: Hashable, Sendable {
    private var hosts: [String] = []
    /// The same, to be found among many.
    private var looked: Set<String> = []
    private var unreached: Set<String> = []
    /// Hosts that were not reached when the network was found to be up.
    private var suspects: Set<String> = []
    package private(set) var isDown = false

    /// How many hosts are looked at.
    private static let window = 50
    /// The fewest hosts that say anything.
    private static let fewest = 4

    package init() {}

    package enum Turn: Hashable, Sendable {
        case wentDown
        case cameUp
    }

    /// Takes note of how a poll ended; says whether that changes what is thought of the network.
    ///
    /// - Parameters:
    ///   - host: the feed's own; an empty one (a file) says nothing.
    ///   - isReached: whether the host answered, whatever it said.
    package mutating func note(_ host: String, isReached: Bool) -> Turn? {
        guard !host.isEmpty else { return nil }
        if isReached { return noteReached(host) }
        guard !suspects.contains(host) else { return nil }
        take(host)
        unreached.insert(host)
        guard !isDown, hosts.count >= Self.fewest, unreached.count * 2 > hosts.count else { return nil }
        isDown = true
        return .wentDown
    }

    private mutating func noteReached(_ host: String) -> Turn? {
        suspects.remove(host)
        unreached.remove(host)
        guard isDown else {
            take(host)
            return nil
        }
        isDown = false
        suspects.formUnion(unreached)
        unreached = []
        hosts = [host]
        looked = [host]
        return .cameUp
    }

    /// The host is the latest; the one beyond the window is forgotten.
    private mutating func take(_ host: String) {
        if !looked.insert(host).inserted { hosts.removeAll { $0 == host } }
        hosts.append(host)
        guard hosts.count > Self.window else { return }
        let first = hosts.removeFirst()
        looked.remove(first)
        unreached.remove(first)
    }
}

extension PollOutcome {
    /// Whether the feed's host answered; nil where the poll says nothing of that, since it was not asked.
    package var reachesHost: Bool? {
        guard case .failed(.fetching(let failure)) = self else { return true }
        switch failure.kind {
        case .noNetwork, .nameLookup, .unreachable, .timeout(.connect): return false
        case .cancelled, .badAddress, .fileNotDeclared, .file, .privateNetwork, .hostResting, .askedLately:
            return nil
        default: return true
        }
    }
}
