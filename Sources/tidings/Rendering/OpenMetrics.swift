import FeedParsing

/// Figures as OpenMetrics text (https://prometheus.io/docs/specs/om/open_metrics_spec/): families of samples, each with
/// what it means. Only gauges and whole numbers: what is older than the specification reads these too.
struct OpenMetrics {
    private var lines: [String] = []

    /// A label and its value.
    typealias Label = (name: String, value: String)

    /// Adds a family.
    ///
    /// - Parameters:
    ///   - name: ends with the unit where there is one.
    ///   - help: one sentence.
    ///   - samples: may be empty; then the family is left out.
    mutating func add(
        _ name: String, unit: String? = nil, help: String, _ samples: [(labels: [Label], value: Int64)]
    ) {
        guard !samples.isEmpty else { return }
        lines.append("# TYPE \(name) gauge")
        if let unit { lines.append("# UNIT \(name) \(unit)") }
        lines.append("# HELP \(name) \(Self.escaped(help))")
        for (labels, value) in samples {
            let set = labels.map { "\($0.name)=\"\(Self.escaped(SafeText.line($0.value)))\"" }
            lines.append(name + (set.isEmpty ? "" : "{\(set.joined(separator: ","))}") + " \(value)")
        }
    }

    /// Adds a family of one sample; none where there is no value.
    mutating func add(_ name: String, unit: String? = nil, help: String, _ value: Int64?) {
        add(name, unit: unit, help: help, value.map { [([], $0)] } ?? [])
    }

    /// The whole text, but for the line end of its last line.
    var text: String {
        (lines + ["# EOF"]).joined(separator: "\n")
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
