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
        var line = prefix(of: event.level) + Self.visible("\(event.message)")
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
        let visible = visible(text)
        guard visible.isEmpty || visible.contains(where: { $0 == " " || $0 == "\"" || $0 == "=" }) else {
            return visible
        }
        return "\"" + visible.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// One line, whatever a feed put into its title.
    private static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isInvisible) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isInvisible($0) ? "\u{FFFD}" : $0 }))
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029: true
        default: false
        }
    }
}
