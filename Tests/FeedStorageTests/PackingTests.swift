import FeedModel
import FoundationEssentials
import GRDB
import Testing

@testable import FeedStorage

@Suite struct PackingTests {
    private func stored(_ text: String) throws -> (type: String, bytes: Int, read: String?) {
        try DatabaseQueue().write { db in
            try db.execute(sql: "CREATE TABLE t (text ANY) STRICT")
            try db.execute(sql: "INSERT INTO t VALUES (?)", arguments: [TextPacker().packed(text)])
            let row = try Row.fetchOne(
                db, sql: "SELECT text, typeof(text), length(CAST(text AS BLOB)) FROM t")
            let found = try #require(row)
            return (found[1], found[2], try found.packedText(0))
        }
    }

    @Test(arguments: ["", "short", "kurz, mit ümlauten 言語", String(repeating: "x", count: 399)])
    func `a short text stays as it is`(text: String) throws {
        let stored = try stored(text)
        #expect(stored.type == "text")
        #expect(stored.read == text)
    }

    @Test(arguments: [
        String(repeating: "The same words again, 言語 and ünusual ones. ", count: 50),
        String(repeating: "a\u{0}b", count: 300),
        "<p>" + Sample.prose(words: 100) + String(repeating: " ", count: 900),
    ])
    func `a longer text takes less room and is read letter for letter`(text: String) throws {
        let stored = try stored(text)
        #expect(stored.type == "blob")
        #expect(stored.bytes < text.utf8.count / 8 * 7)
        #expect(stored.read == text)
    }

    @Test func `a packer packs many texts, one after another`() throws {
        let packer = TextPacker()
        for length in stride(from: 400, through: 40_000, by: 1_800) {
            let text =
                String(Sample.prose(words: length / 12).prefix(length))
                + String(repeating: "again ", count: length / 3)
            guard case .blob(let data) = packer.packed(text).storage else {
                Issue.record("not packed: \(length)")
                continue
            }
            #expect(try PackedText.unpacked(data) == text)
        }
    }

    @Test func `bytes that nobody packed are damage`() {
        for bytes in [Data(), Data("no frame at all".utf8), Data([0x28, 0xB5, 0x2F, 0xFD, 0xFF, 1, 2, 3])] {
            let error = #expect(throws: DatabaseError.self) { try PackedText.unpacked(bytes) }
            #expect(error?.resultCode == .SQLITE_CORRUPT)
        }
    }
}
