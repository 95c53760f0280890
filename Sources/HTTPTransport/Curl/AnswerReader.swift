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
    mutating func take(headerLine line: Span<UInt8>) -> Bool {
        headerLines += 1
        headerBytes += line.count
        guard headerBytes <= limits.headerBytes, headerLines <= limits.headerLines else {
            return refuse(.headersTooLarge)
        }
        let text = line.extracting(..<line.lengthOfLine)
        if text.beginsStatusLine, !hasHead {
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

    /// Keeps nothing of an answer that was given away.
    mutating func letGo() {
        headers = HTTPHeaders()
        body = []
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

    private mutating func takeField(_ text: Span<UInt8>) {
        if text[0].isBlank {
            headers.continueLast(text.trimmedText(0..<text.count))
            return
        }
        guard let colon = text.indices.first(where: { text[$0] == UInt8(ascii: ":") }) else { return }
        headers.add(text.trimmedText(0..<colon), text.trimmedText(colon + 1..<text.count))
    }

    /// Whether libcurl can undo the content codings of this answer, and they are few enough.
    private mutating func isDecodable() -> Bool {
        let codings = headers.values(of: "Content-Encoding")
            .flatMap { $0.split(separator: ",") }
            .map { Self.trimmed($0).lowercased() }
            .filter { !$0.isEmpty && $0 != "identity" }
        guard codings.count <= 2, codings.allSatisfy(Self.knownCodings.contains) else {
            return refuse(.unknownEncoding(codings.joined(separator: ", ")))
        }
        return true
    }

    private static func trimmed(_ text: Substring) -> String {
        var bytes = text.utf8.drop { $0.isBlank }
        while bytes.last?.isBlank == true { bytes.removeLast() }
        return String(Substring(bytes))
    }

    private static let knownCodings: Set<String> = ["gzip", "x-gzip", "deflate", "br", "zstd"]

    private static func status(in line: Span<UInt8>) -> Int {
        var index = 0
        while index < line.count, line[index] != UInt8(ascii: " ") { index += 1 }
        while index < line.count, line[index] == UInt8(ascii: " ") { index += 1 }
        return Int(String(isomorphic: line.extracting(index..<min(index + 3, line.count)))) ?? 0
    }
}

extension Span<UInt8> {
    /// How long a line is without its end.
    fileprivate var lengthOfLine: Int {
        var end = count
        while end > 0, self[end - 1] == UInt8(ascii: "\n") || self[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return end
    }

    /// The text that a part stands for, without blanks around it.
    fileprivate func trimmedText(_ part: Range<Int>) -> String {
        var (start, end) = (part.lowerBound, part.upperBound)
        while start < end, self[start].isBlank { start += 1 }
        while start < end, self[end - 1].isBlank { end -= 1 }
        return String(isomorphic: extracting(start..<end))
    }

    fileprivate var beginsStatusLine: Bool {
        count >= 5 && self[0] == UInt8(ascii: "H") && self[1] == UInt8(ascii: "T")
            && self[2] == UInt8(ascii: "T") && self[3] == UInt8(ascii: "P") && self[4] == UInt8(ascii: "/")
    }
}

extension Span<UInt8> {
    /// Whether all bytes are ASCII, where they are those of the text that they stand for.
    var isASCII: Bool {
        // By pointer, so that many are looked at at once.
        unsafe withUnsafeBufferPointer { bytes in
            var all: UInt8 = 0
            for index in 0..<bytes.count { unsafe all |= bytes[index] }
            return all < 0x80
        }
    }

    /// Whether a control character is among the bytes, but for tabs.
    var hasControls: Bool {
        unsafe withUnsafeBytes { bytes in
            var index = 0
            while index + 8 <= bytes.count {
                let eight = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                if eight.holdsControls { break }
                index += 8
            }
            // The last few, or those among which there may be tabs alone.
            while index < bytes.count {
                let byte = unsafe bytes[index]
                if byte < 0x20 && byte != UInt8(ascii: "\t") || byte == 0x7F { return true }
                index += 1
            }
            return false
        }
    }
}

extension UInt64 {
    /// Whether one of these eight bytes is below 0x20 or 0x7F.
    fileprivate var holdsControls: Bool {
        let deleted = self ^ 0x7F7F_7F7F_7F7F_7F7F
        let low = (self &- 0x2020_2020_2020_2020) & ~self
        return (low | (deleted &- 0x0101_0101_0101_0101) & ~deleted) & 0x8080_8080_8080_8080 != 0
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool {
        self == UInt8(ascii: " ") || self == UInt8(ascii: "\t")
    }
}

extension String {
    /// Text with one scalar for each byte.
    fileprivate init(isomorphic bytes: Span<UInt8>) {
        // Almost all are ASCII, where the bytes are those of the text.
        if bytes.isASCII {
            self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
            return
        }
        var scalars = String.UnicodeScalarView()
        for index in bytes.indices { scalars.append(Unicode.Scalar(bytes[index])) }
        self = String(scalars)
    }
}
