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
    private var headers = TextList()
    private var pins = TextList()
    private var text = TextList()
    /// How many more requests may go by the options that the handle has, where they are such as most have.
    private var usesLeft = 0
    private var hasEndedWell = false
    /// Whether the handle is among those that libcurl drives.
    var isAdded = false
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
        host: String, port: Int, addresses: [IPAddress], loose: [String], at now: MonotonicTime
    ) throws(CurlFault) {
        self.addresses = addresses
        clock.resolved = now
        let (request, target) = (request, target)
        // A numeric host too: libcurl would remember it for good, and would have ever more to look through for each name. The
        // colons of the other kind are no host to a list of pins.
        if IPAddress(host)?.isV4 ?? true {
            // No other name is pinned where no proxy is asked, and it is written already.
            let isWritten = request.proxy == nil && target.authority.utf8.first != UInt8(ascii: "[")
            pin = isWritten ? target.authority : "\(host):\(port)"
        }
        pins.write(pin, to: addresses, without: loose)
        headers.write(request.headers)
        try setOptions(request, target)
        try easy.aim(request, at: target, connectingWithin: clock.leftToConnect, text: &text)
        try easy.set(CURLOPT_RESOLVE, &pins)
        try easy.set(CURLOPT_HTTPHEADER, &headers)
    }

    /// Sets the options that most requests have in common, unless the handle has them from the request before.
    ///
    /// A password must not stay in a handle for another feed, nor an exception for a certificate: so only those of a request
    /// without either are left. Nor are they for good, since libcurl 7.88 counts in a handle how often a kept connection
    /// turned out to be dead when something was sent, sets that back with the options alone, and gives up after the fifth
    /// time (https://github.com/curl/curl/pull/19066): five requests in a row may have one such each.
    private func setOptions(_ request: HTTPRequest, _ target: HTTPTarget) throws(CurlFault) {
        let isUsual =
            request.proxy == nil && request.trust == .system && request.credentials == nil
            && target.credentials == nil
        if isUsual, usesLeft > 0 {
            usesLeft -= 1
            return
        }
        usesLeft = 0
        easy.reset()
        try easy.apply(request, to: target)
        unsafe try easy.set(CURLOPT_ERRORBUFFER, pointer: errorText)
        unsafe try easy.report(to: Unmanaged.passUnretained(self).toOpaque())
        if isUsual { usesLeft = 4 }
    }

    /// Ends the errand.
    ///
    /// - Returns: the task that waits for its outcome.
    func finish() -> CheckedContinuation<Errand.Outcome, Never>? {
        defer { continuation = nil }
        errand = nil
        addresses = []
        pin = nil
        // What broke off may have left its marks.
        if !hasEndedWell { usesLeft = 0 }
        hasEndedWell = false
        reader.letGo()
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
        hasEndedWell = code == CURLE_OK
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
    func take(headerLine line: Span<UInt8>) -> Bool {
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
        reader.headerBytes + (addresses.isEmpty ? 0 : wire)
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

extension TextList {
    /// Writes names as libcurl is to remember them: what is not to be any more, and what is pinned to addresses.
    fileprivate mutating func write(_ pin: String?, to addresses: [IPAddress], without loose: [String]) {
        removeAll()
        for pin in loose {
            write("-")
            write(pin)
            endText()
        }
        guard let pin else { return }
        write("+")
        write(pin)
        var mark = ":"
        for address in addresses {
            write(mark)
            write(address.isV4 ? address.description : "[\(address)]")
            mark = ","
        }
        endText()
    }

    /// Writes header lines as libcurl takes them: `Name: value`, or `Name;` where the value is empty.
    fileprivate mutating func write(_ headers: HTTPHeaders) {
        removeAll()
        if headers["Accept-Encoding"] == nil {
            write("Accept-Encoding: ")
            write(EasyHandle.acceptedEncodings)
            endText()
        }
        for field in headers.fields {
            write(field.name)
            write(field.value.isEmpty ? ";" : ": ")
            write(isomorphic: field.value)
            endText()
        }
        if headers["Accept"] == nil {
            // Without this libcurl adds one of its own.
            write("Accept:")
            endText()
        }
    }
}
