/// A document's characters in UTF-8.
package struct DecodedText: Sendable {
    /// Valid UTF-8 without a byte order mark.
    package let bytes: [UInt8]
    /// The WHATWG name, in lower case, of the encoding that was used.
    package let encoding: String
    /// `unknownEncoding` and `badEncoding`.
    package let faults: [XMLFault]
}

/// Finds out in what encoding a document is, and decodes it (RFC 7303, WHATWG labels).
///
/// A byte order mark wins, then the label that came over HTTP; for XML, NUL bytes that show UTF-16, then the
/// declaration; then UTF-8. Where a label says UTF-16, NUL bytes beside the first character show which of the two. A label that is not known is passed over; one that plainly lies gives way to UTF-8; what
/// is said to be nothing and is no UTF-8 is windows-1252.
package enum TextDecoding {
    /// Decodes a document. What is UTF-8 already is not copied.
    ///
    /// - Parameters:
    ///   - charset: the `charset` parameter of the `Content-Type`, with or without quotes.
    ///   - isXML: whether to look for an XML declaration, and read U+0080 to U+009F as windows-1252.
    package static func decoded(_ bytes: [UInt8], charset: String?, isXML: Bool) -> DecodedText {
        var faults: [XMLFault] = []
        let choice = choice(for: bytes, charset: charset, isXML: isXML, faults: &faults)
        let body = choice.markLength == 0 ? bytes : Array(bytes[choice.markLength...])
        let text = decoded(body, by: choice)
        if !text.isValid {
            faults.append(XMLFault(.badEncoding, message: "bytes that are not \(choice.encoding)"))
        }
        if text.isCut {
            faults.append(
                XMLFault(.limitExceeded, message: "too much text, or too much that does not decode"))
        }
        let clean = isXML && text.hasC1 ? mendC1(text.bytes) : text.bytes
        return DecodedText(bytes: clean, encoding: text.encoding, faults: faults)
    }

    /// Why an encoding was chosen.
    private enum Reason {
        case mark, label, shape, silence
    }

    private struct Choice {
        var encoding: String
        var reason: Reason
        var markLength = 0
    }

    private struct Reading {
        var bytes: [UInt8]
        var encoding: String
        var isValid: Bool
        var hasC1: Bool
        var isCut = false

        init(_ bytes: [UInt8], _ encoding: String, isValid: Bool, hasC1: Bool? = nil) {
            self.bytes = bytes
            self.encoding = encoding
            self.isValid = isValid
            self.hasC1 = hasC1 ?? UTF8Check(bytes).hasC1
        }

        init(_ decoding: LegacyDecoding, _ encoding: String, isValid: Bool) {
            // In windows-1252 they have been given their meaning.
            let hasC1 = encoding == "windows-1252" ? false : nil
            self.init(decoding.text, encoding, isValid: isValid, hasC1: hasC1)
            isCut = decoding.isCut
        }
    }

    private static func choice(
        for bytes: [UInt8], charset: String?, isXML: Bool, faults: inout [XMLFault]
    ) -> Choice {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return Choice(encoding: "utf-8", reason: .mark, markLength: 3)
        }
        if bytes.starts(with: [0xFF, 0xFE]) {
            return Choice(encoding: "utf-16le", reason: .mark, markLength: 2)
        }
        if bytes.starts(with: [0xFE, 0xFF]) {
            return Choice(encoding: "utf-16be", reason: .mark, markLength: 2)
        }
        if let label = charset, !label.allSatisfy({ " \t\"'".contains($0) }) {
            if let encoding = known(label, faults: &faults) {
                let isUTF16 = encoding.hasPrefix("utf-16")
                return Choice(encoding: isUTF16 ? shape(of: bytes) ?? encoding : encoding, reason: .label)
            }
        }
        guard isXML else { return Choice(encoding: "utf-8", reason: .silence) }
        if let encoding = shape(of: bytes), bytes.prefix(2).contains(0x3C) {
            return Choice(encoding: encoding, reason: .shape)
        }
        if let label = XMLDeclaration.encoding(in: bytes), let encoding = known(label, faults: &faults),
            !encoding.hasPrefix("utf-16")
        {
            return Choice(encoding: encoding, reason: .label)
        }
        return Choice(encoding: "utf-8", reason: .silence)
    }

    /// The UTF-16 that a NUL byte beside a first character of ASCII shows.
    private static func shape(of bytes: [UInt8]) -> String? {
        guard bytes.count >= 2, bytes[0] < 0x80, bytes[1] < 0x80 else { return nil }
        return switch (bytes[0], bytes[1]) {
        case (0, 0): nil
        case (0, _): "utf-16be"
        case (_, 0): "utf-16le"
        default: nil
        }
    }

    private static func known(_ label: String, faults: inout [XMLFault]) -> String? {
        let encoding = EncodingLabels.encoding(labelled: label)
        if encoding == nil {
            faults.append(XMLFault(.unknownEncoding, message: "unknown encoding “\(label.prefix(40))”"))
        }
        return encoding
    }

    private static func decoded(_ bytes: [UInt8], by choice: Choice) -> Reading {
        if choice.encoding == "utf-8" { return decodedUTF8(bytes, choice) }
        guard let text = LegacyDecoding(bytes, as: choice.encoding) else {
            return decodedUTF8(bytes, choice)
        }
        if text.isValid, !isPlainlyASCII(bytes, choice) {
            return Reading(text, choice.encoding, isValid: true)
        }
        if choice.reason == .label, UTF8Check(bytes).isValid {
            return Reading(bytes, "utf-8", isValid: false)
        }
        return Reading(text, choice.encoding, isValid: false)
    }

    private static func decodedUTF8(_ bytes: [UInt8], _ choice: Choice) -> Reading {
        let check = UTF8Check(bytes)
        if check.isValid { return Reading(bytes, "utf-8", isValid: true, hasC1: check.hasC1) }
        let encoding = choice.reason == .silence ? "windows-1252" : "utf-8"
        guard let text = LegacyDecoding(bytes, as: encoding) else {
            preconditionFailure("windows-1252 and UTF-8 are decoded without help")
        }
        return Reading(text, encoding, isValid: false)
    }

    /// Whether what a label calls UTF-16 begins as ASCII does: no two of its bytes are one character.
    private static func isPlainlyASCII(_ bytes: [UInt8], _ choice: Choice) -> Bool {
        choice.encoding.hasPrefix("utf-16") && choice.reason == .label && !bytes.isEmpty
            && bytes.prefix(64).allSatisfy { $0 != 0 && $0 < 0x80 }
    }

    private static func mendC1(_ bytes: [UInt8]) -> [UInt8] {
        var mended: [UInt8] = []
        mended.reserveCapacity(bytes.count + bytes.count / 2 + 3)
        var place = 0
        while place < bytes.count {
            if bytes[place] == 0xC2, place + 1 < bytes.count, bytes[place + 1] < 0xA0 {
                C1.append(bytes[place + 1], to: &mended)
                place += 2
            } else {
                mended.append(bytes[place])
                place += 1
            }
        }
        return mended
    }
}
