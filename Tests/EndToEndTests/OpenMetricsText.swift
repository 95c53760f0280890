import Foundation

/// Reads OpenMetrics text as strictly as its specification asks, as far as gauges go.
struct OpenMetricsText {
    struct Sample: Hashable {
        let name: String
        let labels: [String: String]
        let value: Double
    }

    struct Fault: Error, CustomStringConvertible {
        let line: String
        let description: String

        init(_ description: String, _ line: Substring) {
            self.description = "\(description): \(line)"
            self.line = String(line)
        }
    }

    private(set) var samples: [Sample] = []
    private var described: [String: Set<String>] = [:]
    private var family = ""

    init(reading text: String) throws {
        guard text.hasSuffix("# EOF\n") else { throw Fault("no # EOF at the end", text.suffix(20)) }
        let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines.dropLast() {
            if line.hasPrefix("#") { try readDescription(line) } else { try readSample(line) }
        }
    }

    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        samples.first { $0.name == name && $0.labels == labels }?.value
    }

    /// `# TYPE name gauge`, before anything else of its family, each once and all of a family together.
    private mutating func readDescription(_ line: Substring) throws {
        let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(
            String.init)
        guard words.count == 4, words[0] == "#" else { throw Fault("no descriptor", line) }
        let (kind, name, text) = (words[1], words[2], words[3])
        if name != family {
            guard described[name] == nil, kind == "TYPE" else { throw Fault("families are mixed", line) }
            family = name
        }
        guard described[name, default: []].insert(kind).inserted else { throw Fault("said twice", line) }
        guard !samples.contains(where: { $0.name == name }) else { throw Fault("after its samples", line) }
        switch kind {
        case "TYPE": guard text == "gauge" else { throw Fault("not a gauge", line) }
        case "UNIT": guard name.hasSuffix("_" + text) else { throw Fault("unit not in the name", line) }
        case "HELP": _ = try unescaped(Substring(text), in: line)
        default: throw Fault("unknown descriptor", line)
        }
    }

    private mutating func readSample(_ line: Substring) throws {
        var rest = line
        let name = String(
            rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") })
        rest.removeFirst(name.count)
        guard !name.isEmpty, name == family else { throw Fault("outside its family", line) }
        guard described[name]?.isSuperset(of: ["TYPE", "HELP"]) == true else { throw Fault("unknown", line) }
        let labels = rest.first == "{" ? try readLabels(&rest, in: line) : [:]
        guard rest.first == " ", let value = Double(rest.dropFirst()) else { throw Fault("no value", line) }
        let sample = Sample(name: name, labels: labels, value: value)
        let isTwice = samples.contains { $0.name == name && $0.labels == labels }
        guard !isTwice else { throw Fault("the same sample twice", line) }
        samples.append(sample)
    }

    private func readLabels(_ rest: inout Substring, in line: Substring) throws -> [String: String] {
        var labels: [String: String] = [:]
        rest.removeFirst()
        while true {
            let name = String(rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
            rest.removeFirst(name.count)
            guard let first = name.first, !first.isNumber, rest.hasPrefix("=\"") else {
                throw Fault("no label", line)
            }
            rest.removeFirst(2)
            var length = 0
            var isEscaped = false
            for character in rest {
                if character == "\"", !isEscaped { break }
                isEscaped = character == "\\" && !isEscaped
                length += 1
            }
            let value = try unescaped(rest.prefix(length), in: line)
            rest.removeFirst(length)
            guard rest.first == "\"", labels.updateValue(value, forKey: name) == nil else {
                throw Fault("a label without end, or twice", line)
            }
            rest.removeFirst()
            guard let next = rest.popFirst() else { throw Fault("labels without end", line) }
            if next == "}" { return labels }
            guard next == "," else { throw Fault("no comma", line) }
        }
    }

    private func unescaped(_ text: Substring, in line: Substring) throws -> String {
        var result = ""
        var characters = text.makeIterator()
        while let character = characters.next() {
            guard character == "\\" else {
                result.append(character)
                continue
            }
            switch characters.next() {
            case "\\": result.append("\\")
            case "\"": result.append("\"")
            case "n": result.append("\n")
            default: throw Fault("no such escape", line)
            }
        }
        return result
    }
}
