import GRDB

extension Row {
    /// The text of a column that `TextPacker` filled; nil where it is NULL.
    ///
    /// - Throws: SQLite's error for a damaged database where the bytes are none of ours.
    func packedText(_ index: Int) throws -> String? {
        let value: DatabaseValue = self[index]
        switch value.storage {
        case .blob(let data): return try PackedText.unpacked(data)
        default: return String.fromDatabaseValue(value)
        }
    }
}
