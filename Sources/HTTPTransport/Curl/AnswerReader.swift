/// Gathers one answer as it arrives, line by line and piece by piece, and keeps it within the limits.
struct AnswerReader {
    private let limits: TransferLimits
    private(set) var status = 0
    private(set) var headers = HTTPHeaders()
    private(set) var body: [UInt8] = []
    private(set) var headerBytes = 0
    /// Why the transfer must end, once there is a reason.
    private(set) var fault: TransportError?
    private var headerLines = 0
    private var isHeadComplete = false

    /// As much of the body of an answer other than 2xx as is kept.
    private static let asideLimit = 64 << 10

    init(limits: TransferLimits) {
        self.limits = limits
    }

    /// Whether anything has arrived.
    var hasBegun: Bool {
        headerLines > 0
    }

    /// Whether status and headers of the answer proper (not an interim one) are whole.
    var hasHead: Bool {
        isHeadComplete && status >= 200
    }

    /// Whether the answer counts as it stands, whatever becomes of its body.
    var hasMessage: Bool {
        hasHead && !isSuccess
    }

    private var isSuccess: Bool {
        (200..<300).contains(status)
    }

    /// Takes one header line with its line end; says whether to go on.
    mutating func take(headerLine line: [UInt8]) -> Bool {
        headerLines += 1
        headerBytes += line.count
        guard headerBytes <= limits.headerBytes, headerLines <= limits.headerLines else {
            return refuse(.headersTooLarge)
        }
        let text = line.trimmingLineEnd
        if text.starts(with: "HTTP/".utf8), !hasHead {
            status = Self.status(in: text)
            headers.removeAll()
            isHeadComplete = false
        } else if isHeadComplete {
            // A trailer: nothing that came after the body shall change what the body means.
        } else if text.isEmpty {
            isHeadComplete = true
            return !isSuccess || (isDecodable() && keepsWireLimit(announcedLength ?? 0))
        } else {
            takeField(text)
        }
        return true
    }

    /// Takes a piece of the decoded body; says whether to go on.
    ///
    /// - Parameter wire: bytes of the body that have travelled so far, as far as is known.
    mutating func take(body piece: UnsafeBufferPointer<UInt8>, wire: Int) -> Bool {
        if body.isEmpty, isSuccess, let length = announcedLength {
            body.reserveCapacity(min(max(length, piece.count), limits.decodedBody))
        }
        guard isSuccess else {
            unsafe body.append(contentsOf: piece.prefix(Self.asideLimit - body.count))
            return body.count < Self.asideLimit
        }
        guard body.count + piece.count <= limits.decodedBody else {
            return refuse(.bodyTooLarge(.decoded(limits.decodedBody)))
        }
        unsafe body.append(contentsOf: piece)
        return keepsProportion(wire: wire + Self.buffer) && keepsWireLimit(wire)
    }

    /// Looks at how much has travelled; says whether to go on.
    mutating func keepsWireLimit(_ wire: Int) -> Bool {
        guard isSuccess, wire > limits.wireBody else { return true }
        return refuse(.bodyTooLarge(.wire(limits.wireBody)))
    }

    /// Looks once more at the whole body, when its travelled size is certain.
    mutating func close(wire: Int) {
        if isSuccess { _ = keepsProportion(wire: wire) && keepsWireLimit(wire) }
    }

    /// Takes note that a connection to a denied address was about to be opened.
    mutating func refuse(_ reason: TransportError) -> Bool {
        if fault == nil { fault = reason }
        return false
    }

    /// Gives the body away.
    mutating func takeBody() -> [UInt8] {
        defer { body = [] }
        return body
    }

    /// What the server says of the body's length. libcurl's own limit on it would lose the headers of refusals too.
    private var announcedLength: Int? {
        headers["Content-Length"].map {
            Int($0) ?? ($0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? .max : 0)
        }
    }

    private mutating func keepsProportion(wire: Int) -> Bool {
        guard body.count > 1 << 20, body.count / limits.expansion > wire else { return true }
        return refuse(.bodyTooLarge(.expansion(limits.expansion)))
    }

    /// What libcurl may hold of a body before it counts it as travelled: its receive buffer.
    private static let buffer = 16 << 10

    private mutating func takeField(_ text: ArraySlice<UInt8>) {
        if text.first == UInt8(ascii: " ") || text.first == UInt8(ascii: "\t") {
            headers.continueLast(String(isomorphic: text.trimmingBlanks))
            return
        }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = String(isomorphic: text[..<colon].trimmingBlanks)
        headers.add(name, String(isomorphic: text[(colon + 1)...].trimmingBlanks))
    }

    /// Whether libcurl can undo the content codings of this answer, and they are few enough.
    private mutating func isDecodable() -> Bool {
        let codings = headers.values(of: "Content-Encoding")
            .flatMap { $0.split(separator: ",") }
            .map { String(decoding: Array($0.utf8)[...].trimmingBlanks, as: UTF8.self).lowercased() }
            .filter { !$0.isEmpty && $0 != "identity" }
        guard codings.count <= 2, codings.allSatisfy(Self.knownCodings.contains) else {
            return refuse(.unknownEncoding(codings.joined(separator: ", ")))
        }
        return true
    }

    private static let knownCodings: Set<String> = ["gzip", "x-gzip", "deflate", "br", "zstd"]

    private static func status(in line: ArraySlice<UInt8>) -> Int {
        let rest = line.drop { $0 != UInt8(ascii: " ") }.drop { $0 == UInt8(ascii: " ") }
        return Int(String(decoding: rest.prefix(3), as: UTF8.self)) ?? 0
    }
}

extension [UInt8] {
    fileprivate var trimmingLineEnd: ArraySlice<UInt8> {
        var text = self[...]
        while text.last == UInt8(ascii: "\n") || text.last == UInt8(ascii: "\r") { text.removeLast() }
        return text
    }
}

extension ArraySlice<UInt8> {
    fileprivate var trimmingBlanks: ArraySlice<UInt8> {
        var text = drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        while text.last == UInt8(ascii: " ") || text.last == UInt8(ascii: "\t") { text.removeLast() }
        return text
    }
}
