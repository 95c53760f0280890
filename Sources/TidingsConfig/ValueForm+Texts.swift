import FeedModel

extension ValueForm where Value == String {
    /// A text of one line; with `isAccepted`, only some.
    static func text(
        _ expectation: String = "a text of one line",
        where isAccepted: @escaping @Sendable (String) -> Bool = { _ in true }
    ) -> ValueForm {
        ValueForm(
            expectation: expectation,
            read: { node, _ throws(Unfit) in
                guard case .text(let text) = node, TextRule.isOneLine(text), isAccepted(text) else {
                    throw Unfit(node)
                }
                return text
            },
            written: TOMLText.quoted)
    }

    /// The path of a file; a relative one is made absolute.
    static var path: ValueForm {
        ValueForm(
            expectation: "the path of a file",
            read: { node, places throws(Unfit) in places.path(try pathText(node)) },
            written: TOMLText.quoted)
    }

    /// The path of a file with secrets (`Places.secret`).
    static var secretPath: ValueForm {
        ValueForm(
            expectation: "the path of a file",
            read: { node, places throws(Unfit) in places.secret(try pathText(node)) },
            written: TOMLText.quoted)
    }

    private static func pathText(_ node: ConfigNode) throws(Unfit) -> String {
        guard case .text(let text) = node, !text.isEmpty, TextRule.isOneLine(text) else { throw Unfit(node) }
        return text
    }
}

extension ValueForm where Value == String? {
    /// As a plain text, but that an empty one stands for none.
    static func optional(_ form: ValueForm<String>) -> ValueForm {
        ValueForm(
            expectation: form.expectation,
            read: { node, places throws(Unfit) in node == .text("") ? nil : try form.read(node, places) },
            written: { form.written($0 ?? "") })
    }
}

extension ValueForm {
    /// A value that, where the key is there at all, is one of `form`.
    static func present<Plain: Sendable>(_ form: ValueForm<Plain>) -> ValueForm where Value == Plain? {
        ValueForm(
            expectation: form.expectation,
            read: { node, places throws(Unfit) in try form.read(node, places) },
            written: { $0.map(form.written) ?? "\"\"" })
    }
}

extension ValueForm where Value == [String] {
    /// A list of texts of one line, each accepted by `isAccepted`.
    static func texts(
        _ expectation: String, where isAccepted: @escaping @Sendable (String) -> Bool
    ) -> ValueForm {
        list(of: .text(where: isAccepted), expectation)
    }

    /// The paths of files.
    static var paths: ValueForm {
        list(of: .path, "a list of paths, such as [\"feeds.opml\"]")
    }
}

extension ValueForm where Value == [Int] {
    static func integers(in bounds: ClosedRange<Int>) -> ValueForm {
        list(
            of: .integer(in: bounds),
            "a list of whole numbers from \(bounds.lowerBound) to \(bounds.upperBound)")
    }
}

extension ValueForm {
    fileprivate static func list<Member>(
        of form: ValueForm<Member>, _ expectation: String
    ) -> ValueForm<[Member]> {
        ValueForm<[Member]>(
            expectation: expectation,
            read: { node, places throws(Unfit) in
                guard case .list(let nodes) = node else { throw Unfit(node) }
                var members: [Member] = []
                for (index, node) in nodes.enumerated() {
                    do {
                        members.append(try form.read(node, places))
                    } catch {
                        throw Unfit(node, index: index, hint: "\(Unfit(node).found) is not")
                    }
                }
                return members
            },
            written: { TOMLText.list($0.map(form.written)) })
    }
}

extension ValueForm where Value == [FeedFetchSettings.HeaderField] {
    /// A table of header names and values, sorted by name: a TOML table has no order.
    static var headerFields: ValueForm {
        ValueForm(
            expectation: "a table of header names and texts, such as { X-Reader = \"yes\" }",
            read: { node, _ throws(Unfit) in
                guard case .table(let table) = node else { throw Unfit(node) }
                var fields: [FeedFetchSettings.HeaderField] = []
                for (name, value) in table.sorted(by: { $0.key < $1.key }) {
                    guard TextRule.isHeaderName(name) else {
                        throw Unfit(.text(name), hint: "a header's name has letters, digits and hyphens")
                    }
                    guard case .text(let text) = value, TextRule.isOneLine(text) else { throw Unfit(value) }
                    fields.append(FeedFetchSettings.HeaderField(name: name, value: text))
                }
                return fields
            },
            written: { fields in
                let pairs = fields.map { "\(TOMLText.quoted($0.name)) = \(TOMLText.quoted($0.value))" }
                return pairs.isEmpty ? "{}" : "{ \(pairs.joined(separator: ", ")) }"
            })
    }
}
