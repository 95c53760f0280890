import FeedModel
import FeedParsing

/// What was done, in words.
enum OperationWords {
    /// `marked 12 items read: tag:news older:7d`, `no longer subscribed to LWN`, `took back 41`.
    static func text(of operation: Operation) -> String {
        let items = operation.changed == 1 ? "1 item" : "\(operation.changed) items"
        let subject = shortened(operation.subject)
        return switch operation.kind {
        case .mark(let mark):
            "marked \(items) \(mark.rawValue)" + (subject.isEmpty ? "" : ": \(subject)")
        case .removal: "no longer subscribed to \(subject)"
        case .importing: "joined the marks of \(items): \(subject)"
        case .undo(let former): "took back \(former.rawValue)"
        case .onlyNew: "marked \(items) of \(subject) read that were there before you subscribed"
        case .revision: "turned \(items) of \(subject) unread that were revised"
        case .twin: "marked \(items) of \(subject) like their twins in other feeds"
        case .merger: "joined the marks of \(items) as another feed became one with \(subject)"
        }
    }

    /// Harmless for a terminal, and no longer than a line or two.
    private static func shortened(_ subject: String) -> String {
        let line = SafeText.line(subject)
        return line.count > 160 ? line.prefix(159) + "…" : line
    }
}
