import FeedModel

/// Why a command ends otherwise than well: one line that says what, why, and what to type next.
struct CommandFailure: Error {
    let status: ExitStatus
    let message: String
    let hint: String?

    init(_ status: ExitStatus, _ message: String, hint: String? = nil) {
        self.status = status
        self.message = message
        self.hint = hint
    }

    var line: String {
        "tidings: " + message + (hint.map { "; \($0)" } ?? "")
    }
}
