import FeedModel
import FoundationEssentials

/// Reads a feed from a file that the configuration declares.
struct LocalFile {
    private let path: String
    private let url: Link

    /// - Parameter address: `file:///path`, `file://localhost/path` or `file:/path`; escapes are read.
    init(_ address: FeedAddress) throws(FetchFailure) {
        url = Link(address.text).withoutFragment
        var path = url.text.dropFirst("file:".count)
        if path.hasPrefix("//") {
            path = path.dropFirst(2)
            if path.lowercased().hasPrefix("localhost/") { path = path.dropFirst("localhost".count) }
        }
        guard path.hasPrefix("/"), let plain = Self.unescaped(path) else {
            throw FetchFailure(.badAddress(reason: "the file's path is not absolute"))
        }
        self.path = plain
    }

    /// The file's content, or that it is what it was when `validators` were made.
    func fetched(unless validators: CacheValidators?, limit: ByteCount) throws(FetchFailure) -> Fetched {
        let before = try stamp(limit: limit)
        let current = CacheValidators(url: url, entityTag: before, lastModified: nil)
        if let validators, validators == current { return fetched(.notModified, current) }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw FetchFailure(.file(reason: "it cannot be read"))
        }
        guard data.count <= limit.bytes else { throw FetchFailure(.tooLarge(limit: limit)) }
        guard !data.isEmpty else { throw FetchFailure(.file(reason: "it is empty")) }
        let document = FeedDocument(bytes: [UInt8](data), url: url, contentType: nil)
        // Written while it was read: read it again next time.
        let isSteady = try stamp(limit: limit) == before
        return fetched(.document(document), isSteady ? current : nil)
    }

    private func fetched(_ result: FetchResult, _ validators: CacheValidators?) -> Fetched {
        Fetched(
            result: result, validators: validators, freshness: nil, hostRests: [],
            exchange: ExchangeRecord(finalURL: url))
    }

    /// What changes when the file does: which file it is, its size, and when it was written.
    private func stamp(limit: ByteCount) throws(FetchFailure) -> String {
        let attributes: [FileAttributeKey: Any]
        do {
            attributes = try FileManager.default.attributesOfItem(atPath: target)
        } catch {
            throw FetchFailure(
                .file(
                    reason: FileManager.default.fileExists(atPath: path)
                        ? "it cannot be read" : "there is no such file"))
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw FetchFailure(.file(reason: "it is no ordinary file"))
        }
        let size = (attributes[.size] as? UInt64) ?? (attributes[.size] as? Int).map { UInt64($0) } ?? 0
        guard size <= UInt64(limit.bytes) else { throw FetchFailure(.tooLarge(limit: limit)) }
        let written = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        let number = attributes[.systemFileNumber].map { "\($0)" } ?? ""
        return "\(number)-\(size)-\(written)"
    }

    /// The path without escapes; nil where it cannot be one.
    private static func unescaped(_ path: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = path.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard let digits = String(rest.prefix(2)), digits.utf8.count == 2,
                    let value = UInt8(digits, radix: 16),
                    value != 0
                else { return nil }
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The file itself where the path is a symbolic link, as it is where configurations are managed.
    private var target: String {
        var target = path
        for _ in 0..<16 {
            guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: target) else { break }
            let folder = target.lastIndex(of: "/").map { target[...$0] } ?? ""
            target = next.hasPrefix("/") ? next : folder + next
        }
        return target
    }
}
