import CCurl
import Glibc

/// One request's way through libcurl: its handle, what has arrived, and how long there is still to wait.
///
/// It never leaves the transfer thread, and serves one errand after another.
@safe final class Transfer {
    let easy = EasyHandle()
    var reader = AnswerReader(limits: TransferLimits())
    private(set) var errand: Errand?
    private var continuation: CheckedContinuation<Errand.Outcome, Never>?
    private var addresses: [IPAddress] = []
    private(set) var pin: String?
    private var headers = StringList()
    private var pins = StringList()
    private let errorText: UnsafeMutablePointer<CChar>
    private var clock = TransferClock(limits: TransferLimits(), started: .never)

    private let agenda: Agenda

    /// - Parameter agenda: is told when the limits must be looked at sooner than was thought.
    init(agenda: Agenda) {
        self.agenda = agenda
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe errorText.deallocate()
    }

    /// Whether libcurl has been told of this transfer.
    var isUnderWay: Bool {
        !addresses.isEmpty
    }

    /// The request at hand.
    var request: HTTPRequest {
        guard let errand else { preconditionFailure("a transfer without an errand") }
        return errand.request
    }

    /// Where it goes.
    var target: HTTPTarget {
        guard let errand else { preconditionFailure("a transfer without an errand") }
        return errand.target
    }

    /// Takes an errand on.
    func begin(
        _ errand: Errand, _ continuation: CheckedContinuation<Errand.Outcome, Never>, at now: MonotonicTime
    ) {
        self.errand = errand
        self.continuation = continuation
        reader = AnswerReader(limits: errand.request.limits)
        clock = TransferClock(limits: errand.request.limits, started: now)
        unsafe errorText.pointee = 0
        agenda.nextCheck = min(agenda.nextCheck, clock.nextCheck)
    }

    /// Stops the clock while the transfer waits for its turn at an address.
    func pause() {
        clock = TransferClock(limits: request.limits, started: .never)
    }

    /// Starts the clock anew, since nothing has been asked yet.
    func resume(at now: MonotonicTime) {
        clock = TransferClock(limits: request.limits, started: now)
        agenda.nextCheck = min(agenda.nextCheck, clock.nextCheck)
    }

    /// Makes the handle ready to go to these addresses and to no other.
    ///
    /// - Parameters:
    ///   - host: whose addresses they are: the target's, or the proxy's.
    ///   - loose: pins of former transfers that nobody needs any more.
    func prepare(
        host: String, port: Int, addresses: [IPAddress], loose: Set<String>, at now: MonotonicTime
    ) throws(CurlFault) {
        self.addresses = addresses
        clock.resolved = now
        pins = StringList()
        for pin in loose { pins.append(Array("-\(pin)".utf8)) }
        // A numeric host too: libcurl would remember it for good, and would have ever more to look through for each name. The
        // colons of the other kind are no host to a list of pins.
        if IPAddress(host)?.isV4 ?? true {
            pin = "\(host):\(port)"
            let list = addresses.map { $0.isV4 ? $0.description : "[\($0)]" }.joined(separator: ",")
            pins.append(Array("+\(host):\(port):\(list)".utf8))
        }
        headers = StringList()
        for line in request.headers.lines { headers.append(line) }
        easy.reset()
        try easy.apply(request, to: target, connectingWithin: clock.leftToConnect)
        try easy.set(CURLOPT_RESOLVE, pins)
        try easy.set(CURLOPT_HTTPHEADER, headers)
        unsafe try easy.set(CURLOPT_ERRORBUFFER, pointer: errorText)
        unsafe try easy.report(to: Unmanaged.passUnretained(self).toOpaque())
    }

    /// Ends the errand.
    ///
    /// - Returns: the task that waits for its outcome.
    func finish() -> CheckedContinuation<Errand.Outcome, Never>? {
        defer { continuation = nil }
        errand = nil
        addresses = []
        pin = nil
        reader = AnswerReader(limits: TransferLimits())
        return continuation
    }

    /// The limit of time that has been reached, if one has.
    func limitReached(at now: MonotonicTime) -> TransportError.TimeLimit? {
        clock.limitReached(at: now, received: received)
    }

    /// When to look at the limits next.
    var nextCheck: MonotonicTime {
        clock.nextCheck
    }

    /// What came of it, once libcurl has ended it.
    func outcome(_ code: CURLcode, at now: MonotonicTime) -> Errand.Outcome {
        reader.close(wire: wire)
        if reader.hasMessage { return .success(exchange(at: now)) }
        if let fault = reader.fault { return .failure(fault) }
        // Not the machine's memory: what libcurl gives a line of the head, less than which our own limit may be.
        if code == CURLE_OUT_OF_MEMORY, !reader.hasHead { return .failure(.headersTooLarge) }
        guard code == CURLE_OK else {
            return .failure(
                TransportError(code, message: message(code), number: easy.number(CURLINFO_OS_ERRNO)))
        }
        guard reader.hasHead else {
            return .failure(.cutShort(message: "the connection ended within the headers"))
        }
        return .success(exchange(at: now))
    }

    /// What came of it, where we ended it.
    func outcome(_ limit: TransportError.TimeLimit, at now: MonotonicTime) -> Errand.Outcome {
        reader.hasMessage ? .success(exchange(at: now)) : .failure(.timedOut(limit))
    }

    /// Takes a header line; says whether to go on.
    func take(headerLine line: [UInt8]) -> Bool {
        if !reader.hasBegun {
            if errand?.answering() == true { try? easy.set(CURLOPT_FORBID_REUSE, 0) }
            clock.begin(at: .current())
            agenda.nextCheck = min(agenda.nextCheck, clock.nextCheck)
        }
        return reader.take(headerLine: line)
    }

    /// Whether a socket may be opened to an address: to those that were judged, and no other.
    func mayOpen(_ address: IPAddress?) -> Bool {
        guard let address, addresses.contains(address) else {
            return reader.refuse(
                .privateNetwork(host: target.host, address: address?.description ?? "unknown"))
        }
        return true
    }

    /// Bytes of the body that have travelled.
    var wire: Int {
        easy.offset(CURLINFO_SIZE_DOWNLOAD_T)
    }

    private var received: Int {
        reader.headerBytes + (isUnderWay ? wire : 0)
    }

    private func message(_ code: CURLcode) -> String {
        unsafe errorText.pointee == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorText)
    }

    private func exchange(at now: MonotonicTime) -> HTTPExchange {
        HTTPExchange(
            url: request.url,
            status: reader.status,
            headers: reader.headers,
            body: reader.takeBody(),
            version: easy.version,
            remoteAddress: easy.text(CURLINFO_PRIMARY_IP),
            timings: clock.timings(easy, until: now),
            wireBodySize: wire,
            headerSize: reader.headerBytes)
    }
}

/// When the transfer thread looks at limits of time next.
final class Agenda {
    var nextCheck = MonotonicTime.never
}

extension HTTPHeaders {
    /// The lines as libcurl takes them: `Name: value`, or `Name;` where the value is empty.
    fileprivate var lines: [[UInt8]] {
        var lines = fields.map { field in
            let value = field.value.isomorphicBytes
            return value.isEmpty ? Array("\(field.name);".utf8) : Array("\(field.name): ".utf8) + value
        }
        // Without this libcurl adds one of its own.
        if self["Accept"] == nil { lines.append(Array("Accept:".utf8)) }
        return lines
    }
}
