import FeedModel

/// How the values of a key are written in the file, and which of them are accepted.
struct ValueForm<Value: Sendable>: Sendable {
    let read: @Sendable (ConfigNode, Places) throws(Unfit) -> Value
    /// Writes a value as TOML.
    let written: @Sendable (Value) -> String

    /// Every command builds the table of keys, and hardly one needs this sentence.
    private let expected: @Sendable () -> String

    init(
        expectation: @autoclosure @escaping @Sendable () -> String,
        read: @escaping @Sendable (ConfigNode, Places) throws(Unfit) -> Value,
        written: @escaping @Sendable (Value) -> String
    ) {
        expected = expectation
        self.read = read
        self.written = written
    }

    /// What a value must be: `a whole number from 1 to 64`.
    var expectation: String { expected() }
}

extension ValueForm where Value == Int {
    static func integer(in bounds: ClosedRange<Int>) -> ValueForm {
        ValueForm(
            expectation: "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)",
            read: { node, _ throws(Unfit) in
                guard case .integer(let number) = node, bounds.contains(number) else { throw Unfit(node) }
                return number
            },
            written: { "\($0)" })
    }
}

extension ValueForm where Value == Bool {
    static var flag: ValueForm {
        ValueForm(
            expectation: "true or false",
            read: { node, _ throws(Unfit) in
                guard case .flag(let flag) = node else { throw Unfit(node) }
                return flag
            },
            written: { "\($0)" })
    }
}

extension ValueForm where Value == Duration {
    static func duration(in bounds: ClosedRange<Duration>) -> ValueForm {
        ValueForm(
            expectation: "a duration from \(Units.written(bounds.lowerBound)) to "
                + "\(Units.written(bounds.upperBound)), such as \"90s\", \"30m\", \"1h\" or \"7d\"",
            read: { node, _ throws(Unfit) in try duration(node, in: bounds) },
            written: { TOMLText.quoted(Units.written($0)) })
    }

    fileprivate static func duration(
        _ node: ConfigNode, in bounds: ClosedRange<Duration>
    ) throws(Unfit) -> Duration {
        switch node {
        case .integer(0) where bounds.contains(.zero):
            return .zero
        case .integer(let number) where number > 0:
            throw Unfit(node, hint: "write the unit too: \"\(number)s\", \"\(number)m\" or \"\(number)h\"")
        case .text(let text):
            guard let duration = Units.duration(text), bounds.contains(duration) else { throw Unfit(node) }
            return duration
        default:
            throw Unfit(node)
        }
    }
}

extension ValueForm where Value == Duration? {
    /// A duration, or a word that stands for none.
    static func duration(in bounds: ClosedRange<Duration>, or word: String) -> ValueForm {
        let plain = ValueForm<Duration>.duration(in: bounds)
        return ValueForm(
            expectation: "\"\(word)\" or \(plain.expectation)",
            read: { node, places throws(Unfit) in node == .text(word) ? nil : try plain.read(node, places) },
            written: { $0.map(plain.written) ?? TOMLText.quoted(word) })
    }
}

extension ValueForm where Value == KeptTime {
    static func keptTime(upTo longest: Duration) -> ValueForm {
        let plain = ValueForm<Duration?>.duration(in: .zero...longest, or: "forever")
        return ValueForm(
            expectation: plain.expectation,
            read: { node, places throws(Unfit) in
                try plain.read(node, places).map { .atMost($0) } ?? .forever
            },
            written: { time in
                switch time {
                case .forever: plain.written(nil)
                case .atMost(let duration): plain.written(duration)
                }
            })
    }
}

extension ValueForm where Value == ByteCount {
    static func size(in bounds: ClosedRange<ByteCount>) -> ValueForm {
        ValueForm(
            expectation:
                "a size from \(bounds.lowerBound) to \(bounds.upperBound), such as \"512KB\" or \"16MB\"",
            read: { node, _ throws(Unfit) in
                if case .integer(let number) = node, number > 0 {
                    throw Unfit(
                        node, hint: "write the unit too: \"\(number)B\", \"\(number)KB\" or \"\(number)MB\"")
                }
                guard case .text(let text) = node, let size = Units.size(text), bounds.contains(size) else {
                    throw Unfit(node)
                }
                return size
            },
            written: { TOMLText.quoted($0.description) })
    }
}

extension ValueForm where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    static var choice: ValueForm {
        let words = Value.allCases.map(\.rawValue)
        return ValueForm(
            expectation: "one of " + words.map { "\"\($0)\"" }.joined(separator: ", "),
            read: { node, _ throws(Unfit) in
                guard case .text(let text) = node else { throw Unfit(node) }
                guard let value = Value(rawValue: text) else {
                    throw Unfit(
                        node, hint: NearestWord.to(text, among: words).map { "did you mean \"\($0)\"?" })
                }
                return value
            },
            written: { TOMLText.quoted($0.rawValue) })
    }
}
