import CCurl
import Glibc

/// What the transfer thread does: waits for sockets, messages and time, and carries errands through libcurl.
final class TransferLoop {
    private let multi = MultiHandle()
    private let mailbox: Mailbox
    private let resolver: ResolverPool
    private let literal: (String, MonotonicTime) -> LookupAnswer?
    private let addresses: AddressRule
    private let width: Int
    private let epoll: SocketWatch
    private var active: [ObjectIdentifier: Transfer] = [:]
    private var idle: [Transfer] = []
    private var cache: LookupCache
    private var lookups: [String: [Errand]] = [:]
    private var pins = PinTable()
    private var curlTimer = MonotonicTime.never
    private let agenda = Agenda()
    private var turns: AddressTurns<ObjectIdentifier>
    /// What is known of the hosts of those that wait for a turn at their address.
    private var waiting: [ObjectIdentifier: (transfer: Transfer, answer: LookupAnswer)] = [:]
    private var isStopping = false
    /// Errands that have ended, whose tasks are told together: each alone would wake a thread.
    private var ended: [(CheckedContinuation<Errand.Outcome, Never>, Errand.Outcome)] = []
    private var tellingAt = MonotonicTime.never

    /// While many others are under way, who waits for the end of one may wait somewhat longer, the longer the more there
    /// are: what comes of those that end meanwhile goes on together, on threads that are woken once, into one transaction.
    private static let many = 32
    private static let longestGathering = 24

    private var gathering: Duration {
        .milliseconds(min(active.count / 8, Self.longestGathering))
    }

    /// - Parameters:
    ///   - literal: answers for hosts that need no lookup, at once.
    ///   - width: how many handles and connections are kept for later use.
    ///   - perAddress: requests to one address at once; 0: no limit.
    ///   - epoll: an epoll descriptor.
    init(
        mailbox: Mailbox, resolver: ResolverPool,
        literal: @escaping (String, MonotonicTime) -> LookupAnswer?, cache: LookupCache,
        addresses: AddressRule, width: Int, perAddress: Int, epoll: SocketWatch
    ) {
        self.literal = literal
        self.cache = cache
        turns = AddressTurns(limit: perAddress)
        self.mailbox = mailbox
        self.resolver = resolver
        self.addresses = addresses
        self.width = width
        self.epoll = epoll
        // Transfers under way count too, and what is beyond is closed: so that as many can wait to be used again.
        multi.set(CURLMOPT_MAXCONNECTS, max(1, 2 * width))
        unsafe multi.report(to: Unmanaged.passUnretained(self).toOpaque()) {
            _, socket, events, context, mark in
            unsafe loop(context)?.watch(socket, events, isWatched: mark != nil)
            return 0
        } timer: { _, milliseconds, context in
            unsafe loop(context)?.wake(after: milliseconds)
            return 0
        }
    }

    /// Runs until it is told to stop; then all errands have been answered.
    ///
    /// - Returns: who waits for the end.
    func run() -> CheckedContinuation<Void, Never> {
        epoll.watch(mailbox.descriptor, CURL_POLL_IN)
        while true {
            let deadline = min(curlTimer, agenda.nextCheck, tellingAt)
            var hasMail = false
            epoll.wait(deadline.milliseconds(from: .current())) { socket, events in
                if socket == mailbox.descriptor {
                    hasMail = true
                } else {
                    multi.act(on: socket, events: events)
                }
            }
            if curlTimer <= .current() {
                curlTimer = .never
                multi.act(on: tidings_socket_timeout, events: 0)
            }
            for message in hasMail ? mailbox.take() : [] {
                if case .stop(let waiting) = message {
                    stop()
                    return waiting
                }
                take(message)
            }
            finishEnded()
            checkLimits()
            tellEnded()
        }
    }

    private func watch(_ socket: curl_socket_t, _ events: Int32, isWatched: Bool) {
        epoll.watch(socket, events, isWatched: isWatched)
        if !isWatched, events != CURL_POLL_REMOVE {
            unsafe multi.note(socket, Unmanaged.passUnretained(self).toOpaque())
        }
    }

    private func wake(after milliseconds: Int) {
        curlTimer = milliseconds < 0 ? .never : .current() + .milliseconds(milliseconds)
    }

    private func take(_ message: Mailbox.Message) {
        switch message {
        case .errand(let errand, let continuation):
            begin(errand, continuation)
        case .cancellation(let errand):
            if let transfer = active[ObjectIdentifier(errand)] { finish(transfer, .failure(.cancelled)) }
        case .lookup(let host, let answer):
            let useful = cache.remember(answer, for: host, at: .current())
            for errand in lookups.removeValue(forKey: host) ?? [] {
                if let transfer = active[ObjectIdentifier(errand)] { go(transfer, useful) }
            }
        case .stop(let waiting):
            waiting.resume()
        }
    }

    private func begin(_ errand: Errand, _ continuation: CheckedContinuation<Errand.Outcome, Never>) {
        let now = MonotonicTime.current()
        let transfer = idle.popLast() ?? Transfer(agenda: agenda)
        transfer.begin(errand, continuation, at: now)
        active[ObjectIdentifier(errand)] = transfer

        let host: String
        do throws(TransportError) {
            host = try contact(of: transfer).host
        } catch {
            return finish(transfer, .failure(error))
        }
        if let answer = literal(host, now) ?? cache.answer(for: host, at: now) {
            go(transfer, answer)
        } else if lookups[host] != nil {
            lookups[host]?.append(errand)
        } else {
            lookups[host] = [errand]
            resolver.ask(for: host)
        }
    }

    /// Who is connected to: the target's host, or the proxy.
    private func contact(of transfer: Transfer) throws(TransportError) -> (host: String, port: Int) {
        let target = transfer.target
        guard let proxy = transfer.request.proxy else { return (target.host, target.port) }
        guard addresses.admits(nameForProxy: target.host, port: target.port) else {
            throw .privateNetwork(host: target.host, address: target.host)
        }
        return try Authority.ofProxy(proxy)
    }

    private func go(_ transfer: Transfer, _ answer: LookupAnswer) {
        do throws(TransportError) {
            let allowed = try judged(answer, for: transfer)
            if hasTurn(transfer, at: allowed, answer) { try contact(transfer, at: allowed) }
        } catch {
            finish(transfer, .failure(error))
        }
    }

    /// Begins a transfer that has its turn.
    private func start(_ transfer: Transfer, _ answer: LookupAnswer) {
        do throws(TransportError) {
            try contact(transfer, at: try judged(answer, for: transfer))
        } catch {
            finish(transfer, .failure(error))
        }
    }

    private func contact(_ transfer: Transfer, at allowed: [IPAddress]) throws(TransportError) {
        let (host, port) = try contact(of: transfer)
        do throws(CurlFault) {
            try transfer.prepare(
                host: host, port: port, addresses: allowed, loose: pins.loose, at: .current())
        } catch {
            throw .failed(
                code: Int32(error.code.rawValue),
                message: unsafe String(cString: curl_easy_strerror(error.code)))
        }
        pins.use(transfer.pin)
        transfer.isAdded = true
        multi.add(transfer.easy)
    }

    /// Whether a transfer may begin; else it waits, and its limits of time with it. At a proxy all requests meet, which
    /// says nothing of those whom they are for.
    private func hasTurn(_ transfer: Transfer, at allowed: [IPAddress], _ answer: LookupAnswer) -> Bool {
        guard transfer.request.proxy == nil, let address = allowed.first, let errand = transfer.errand else {
            return true
        }
        let id = ObjectIdentifier(errand)
        if turns.take(at: address, by: id) { return true }
        waiting[id] = (transfer, answer)
        transfer.pause()
        return false
    }

    /// Gives a turn at an address to who waits for it. What may be contacted is judged anew: minutes may have passed.
    private func passOn(turnOf errand: ObjectIdentifier) {
        waiting[errand] = nil
        guard let next = turns.giveBack(by: errand), !isStopping,
            let (transfer, answer) = waiting.removeValue(forKey: next)
        else { return }
        transfer.resume(at: .current())
        start(transfer, answer)
    }

    private func judged(
        _ answer: LookupAnswer, for transfer: Transfer
    ) throws(TransportError) -> [IPAddress] {
        let (host, port) = try contact(of: transfer)
        let isProxy = transfer.request.proxy != nil
        switch answer {
        case .addresses(let found):
            for resolved in found where !isProxy {
                guard addresses.admits(resolved.address, isOwn: resolved.isOwn, of: host, port: port) else {
                    throw .privateNetwork(host: host, address: resolved.address.description)
                }
            }
            return found.map(\.address)
        case .unknownHost(let message):
            throw .unknownHost(host, message: message)
        case .failed(let message):
            throw .lookupFailed(host, message: message)
        case .noNetwork(let message):
            throw .networkDown(message: message)
        }
    }

    private func finishEnded() {
        while let (context, code) = unsafe multi.nextEnded() {
            guard let transfer = unsafe transfer(context) else { continue }
            finish(transfer, transfer.outcome(code, at: .current()))
        }
    }

    private func checkLimits() {
        let now = MonotonicTime.current()
        guard now >= agenda.nextCheck else { return }
        agenda.nextCheck = .never
        for transfer in Array(active.values) {
            if now >= transfer.nextCheck, let limit = transfer.limitReached(at: now) {
                finish(transfer, transfer.outcome(limit, at: now))
            } else {
                agenda.nextCheck = min(agenda.nextCheck, transfer.nextCheck)
            }
        }
    }

    private func finish(_ transfer: Transfer, _ outcome: Errand.Outcome) {
        if transfer.isAdded {
            transfer.isAdded = false
            multi.remove(transfer.easy)
            pins.release(transfer.pin)
        }
        let errand = transfer.errand.map { ObjectIdentifier($0) }
        if let errand { active[errand] = nil }
        if let waiting = transfer.finish() { ended.append((waiting, outcome)) }
        if idle.count < width { idle.append(transfer) }
        if let errand { passOn(turnOf: errand) }
    }

    private func tellEnded() {
        guard !ended.isEmpty else { return }
        let now = MonotonicTime.current()
        if active.count >= Self.many, now < tellingAt {
            if tellingAt == .never { tellingAt = now + gathering }
            return
        }
        for (waiting, outcome) in ended { waiting.resume(returning: outcome) }
        ended.removeAll(keepingCapacity: true)
        tellingAt = .never
    }

    private func stop() {
        isStopping = true
        for transfer in Array(active.values) { finish(transfer, .failure(.cancelled)) }
        tellEnded()
        for message in mailbox.close() {
            if case .errand(_, let continuation) = message {
                continuation.resume(returning: .failure(.cancelled))
            }
        }
        resolver.stop()
    }
}

/// The loop that libcurl calls back.
private func loop(_ context: UnsafeMutableRawPointer?) -> TransferLoop? {
    unsafe context.map { unsafe Unmanaged<TransferLoop>.fromOpaque($0).takeUnretainedValue() }
}
