import Glibc
import SystemPackage

/// What the process has mapped of its program and of its libraries.
enum MappedFiles {
    /// Gives back the pages that a file can bring again: of a program of 40 MB, a daemon at rest needs little.
    ///
    /// They stay in the machine's cache of files as long as there is room, so that the next poll has them back without
    /// a look at the disk.
    static func release() {
        guard let text = try? own() else { return }
        for pages in clean(in: text) {
            // An address that the kernel has just told; that it maps nothing else by now, it is not asked: libraries
            // are not unloaded here, and what they hold is never written.
            let start = unsafe UnsafeMutableRawPointer(bitPattern: pages.lowerBound)
            _ = unsafe madvise(start, Int(pages.count), MADV_DONTNEED)
        }
    }

    /// Read to its end, piece by piece: the kernel tells no size of it beforehand.
    private static func own() throws -> String {
        let file = try FileDescriptor.open(FilePath("/proc/self/smaps"), .readOnly, options: .closeOnExec)
        defer { try? file.close() }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try unsafe piece.withUnsafeMutableBytes { try unsafe file.read(into: $0) }
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The mappings of files, by what smaps of proc(5) says, that have no page but the file's own: nothing may be
    /// written to them, and nothing was before they were closed to that, as the loader does with its tables.
    static func clean(in smaps: String) -> [Range<UInt>] {
        var found: [Range<UInt>] = []
        var mapping: Range<UInt>?
        for line in smaps.utf8.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(separator: UInt8(ascii: " ")).map { Substring($0) }
            guard let first = words.first else { continue }
            if !first.hasSuffix(":") {
                if let mapping { found.append(mapping) }
                mapping = Self.mapping(words)
            } else if ["Anonymous:", "Swap:", "Locked:"].contains(first), words.dropFirst().first != "0" {
                mapping = nil
            }
        }
        if let mapping { found.append(mapping) }
        return found
    }

    /// Where a line says that pages of a file lie, which belong to nobody else and cannot be written; nil elsewhere.
    private static func mapping(_ words: [Substring]) -> Range<UInt>? {
        // An address, permissions, an offset, a device, an inode and a path.
        guard words.count >= 6, words[1].hasPrefix("r-"), words[1].hasSuffix("p"), words[4] != "0" else {
            return nil
        }
        let ends = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        return ends.count == 2 && ends[0] < ends[1] ? ends[0]..<ends[1] : nil
    }
}
