import FeedParsing
import SystemPackage

/// Where the daemon tells things: one line a call, lost without a word where nobody listens any more.
enum StandardError {
    /// Tells why the daemon ends.
    ///
    /// - Parameter isJournal: whether systemd reads it, which is told the level by a number (sd-daemon(3)).
    static func fail(_ line: String, isJournal: Bool) {
        write((isJournal ? "<3>" : "") + line)
    }

    /// Whatever it repeats of a file or of an address, it does so harmlessly.
    static func write(_ line: String) {
        _ = try? FileDescriptor.standardError.writeAll((SafeText.line(line) + "\n").utf8)
    }
}
