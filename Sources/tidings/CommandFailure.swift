import FeedModel
import FeedParsing

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

    /// As it is told: whatever it repeats of a file or of a command line, it does so harmlessly.
    var line: String {
        SafeText.line("tidings: " + message + (hint.map { "; \($0)" } ?? ""))
    }
}
