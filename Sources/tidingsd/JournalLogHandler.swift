import FeedParsing
import Logging

/// Writes log lines to standard error: with the journal's level prefix under systemd (sd-daemon(3)), else with the
/// level as a word. No time stamps: the journal has its own, and a terminal shows now.
struct JournalLogHandler: LogHandler {
    enum Form {
        case journal
        case words
    }

    private let form: Form
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    init(form: Form) {
        self.form = form
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line = prefix(of: event.level) + SafeText.line("\(event.message)")
        let facts = metadata.merging(event.metadata ?? [:]) { $1 }
        for (key, value) in facts.sorted(by: { $0.key < $1.key }) {
            line += " \(key)=\(Self.quoted("\(value)"))"
        }
        StandardError.write(line)
    }

    private func prefix(of level: Logger.Level) -> String {
        switch form {
        case .words: return "\(level.rawValue): "
        case .journal:
            let number =
                switch level {
                case .critical: 2
                case .error: 3
                case .warning: 4
                case .notice: 5
                case .info: 6
                case .debug, .trace: 7
                }
            return "<\(number)>"
        }
    }

    private static func quoted(_ text: String) -> String {
        let visible = SafeText.line(text)
        guard visible.isEmpty || visible.contains(where: { $0 == " " || $0 == "\"" || $0 == "=" }) else {
            return visible
        }
        return "\"" + visible.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
