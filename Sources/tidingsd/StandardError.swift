import SystemPackage

/// Where the daemon tells things: one line a call, lost without a word where nobody listens any more.
enum StandardError {
    static func write(_ line: String) {
        _ = try? FileDescriptor.standardError.writeAll((line + "\n").utf8)
    }
}
