import FeedModel

/// Takes values of JSON for what a feed wants them to be, as far as `parse-json.md` §14 lets it.
struct JSONReader {
    private var list = ProblemList()

    var problems: [ParseProblem] { list.list }

    mutating func add(_ code: ParseProblem.Code, _ message: String) {
        list.add(ParseProblem(code, message: message))
    }

    /// A string; a number is one as written.
    mutating func string(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text), .number(let text): return text
        case .null, nil: return nil
        default:
            add(.badType, "something else where a string is wanted")
            return nil
        }
    }

    /// A string on one line; nil where it is blank.
    mutating func plain(_ value: JSONValue?) -> String? {
        guard let text = string(value).map({ PlainSpace.collapsed($0) }), !text.isEmpty else { return nil }
        return text
    }

    mutating func references(_ value: JSONValue?) -> [Reference] {
        guard let text = string(value), !ASCII.trimmed(text).isEmpty else { return [] }
        return [Reference(text: text)]
    }

    mutating func dates(_ value: JSONValue?) -> [DateDraft] {
        plain(value).map { [DateDraft(text: $0)] } ?? []
    }

    mutating func bool(_ value: JSONValue?) -> Bool {
        switch value {
        case .bool(let isTrue): return isTrue
        case .string("true"): return true
        case .string("false"), .null, nil: return false
        default:
            add(.badType, "something else where true or false is wanted")
            return false
        }
    }

    /// The objects in a list, or the one that stands in its place.
    mutating func objects(_ value: JSONValue?, orElse code: ParseProblem.Code = .badType) -> [JSONValue] {
        switch value {
        case .object: return value.map { [$0] } ?? []
        case .null, nil: return []
        case .array(let values):
            return values.filter { value in
                if case .object = value { return true }
                add(code, "something else where an object is wanted")
                return false
            }
        default:
            add(.badType, "something else where a list is wanted")
            return []
        }
    }

    mutating func plainList(_ value: JSONValue?) -> [String] {
        switch value {
        case .array(let values): return values.compactMap { plain($0) }
        case .null, nil: return []
        default:
            add(.badType, "something else where a list is wanted")
            return []
        }
    }

    /// A whole number of bytes greater than 0.
    mutating func size(_ value: JSONValue?) -> Int64? {
        guard let digits = number(value) else { return nil }
        return (Int64(digits) ?? Double(digits).flatMap { Int64(exactly: $0) }).flatMap { $0 > 0 ? $0 : nil }
    }

    /// A finite number of seconds, not below 0.
    mutating func duration(_ value: JSONValue?) -> Double? {
        number(value).flatMap(Double.init).flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
    }

    private mutating func number(_ value: JSONValue?) -> String? {
        switch value {
        case .number(let digits): return digits
        case .string(let text):
            if case .number(let digits)? = try? JSONText.value(of: Array(text.utf8)) { return digits }
        case .null, nil: return nil
        default: break
        }
        add(.badType, "something else where a number is wanted")
        return nil
    }
}
