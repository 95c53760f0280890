import FeedModel
import FeedParsing

/// What was done, as JSON.
enum OperationJSON {
    static func object(_ operation: Operation) -> JSONValue {
        .object([
            "id": .integer(operation.id.rawValue),
            "at": .string(Timestamp.text(operation.at)),
            "kind": .string(operation.kind.code),
            "automatic": .bool(operation.kind.isAutomatic),
            "subject": operation.subject.isEmpty ? nil : .string(operation.subject),
            "changed": .integer(operation.changed),
            "undoes": operation.kind.undoes.map { .integer($0.rawValue) },
            "undone_by": operation.undoneBy.map { .integer($0.rawValue) },
            "text": .string(OperationWords.text(of: operation)),
        ])
    }
}
