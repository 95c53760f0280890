import FeedModel
import FeedParsing
import Testing

@Suite struct CorpusTests {
    @Test(arguments: CorpusCase.all)
    func `each document comes to what is written beside it`(_ example: CorpusCase) throws {
        let expected = try JSONValue.read(example.expected)
        let found = outcome(of: example.document).json.withoutMessages
        #expect(
            String(decoding: JSONOutput.bytes(of: found, isPretty: true), as: UTF8.self)
                == String(decoding: JSONOutput.bytes(of: expected, isPretty: true), as: UTF8.self))
    }

    @Test func `the corpus is there`() {
        #expect(CorpusCase.all.count >= 75)
    }

    @Test(arguments: CorpusCase.all)
    func `what is written as JSON reads as the same values, on one line or on many`(_ example: CorpusCase)
        throws
    {
        let json = outcome(of: example.document).json
        #expect(try JSONValue.read(JSONOutput.bytes(of: json, isPretty: true)) == json)
        #expect(try JSONValue.read(JSONOutput.bytes(of: json, isPretty: false)) == json)
    }
}

extension JSONValue {
    static func read(_ bytes: [UInt8]) throws -> JSONValue {
        try JSONText.value(of: bytes)
    }

    /// Without the sentences of problems, which are for people and may change.
    var withoutMessages: JSONValue {
        switch self {
        case .object(let members):
            let isProblem = members.contains { $0.name == "code" }
            return .object(
                members.filter { !(isProblem && $0.name == "message") }.map {
                    Member($0.name, $0.value.withoutMessages)
                })
        case .array(let values): return .array(values.map(\.withoutMessages))
        default: return self
        }
    }
}
