import FeedParsing
import SystemPackage

/// Where the daemon tells things: one line a call, lost without a word where nobody listens any more.
enum StandardError {
    /// Whatever it repeats of a file or of an address, it does so harmlessly.
    static func write(_ line: String) {
        _ = try? FileDescriptor.standardError.writeAll((SafeText.line(line) + "\n").utf8)
    }
}
