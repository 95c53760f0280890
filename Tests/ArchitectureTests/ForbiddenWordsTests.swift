import Testing

/// Laws 3, 5 and 6 of `etc/doc/architecture.md`, and the habits of the house.
@Suite struct ForbiddenWordsTests {
    private let files: [SourceFile]

    init() throws {
        files = try SourceTree.swiftFiles()
    }

    @Test func `a word that needs a reason stands only where one is given`() {
        for rule in WordRules.all {
            for file in files where rule.scope.contains(where: file.path.hasPrefix) {
                guard exception(for: file, in: rule) == nil else { continue }
                for word in rule.words {
                    for line in file.lines(with: word) {
                        Issue.record("\(file.path):\(line): \(word); instead: \(rule.instead)")
                    }
                }
            }
        }
    }

    @Test func `no reason outlives its file`() {
        for rule in WordRules.all {
            for (path, reason) in rule.exceptions {
                let isUsed = files.contains { file in
                    exception(for: file, in: rule) == path
                        && rule.words.contains { !file.lines(with: $0).isEmpty }
                }
                #expect(isUsed, "\(path) needs no reason (\(reason))")
            }
        }
    }

    @Test func `the ground and the readers of documents wait for nothing`() {
        for file in files where ["FeedModel", "FeedParsing", "XMLReading"].contains(file.target) {
            for word in ["async", "await", "actor"] {
                #expect(file.lines(with: word).isEmpty, "\(file.path): \(word)")
            }
        }
    }

    @Test func `nothing is left for later`() {
        // Here the words themselves are named.
        for file in files where file.target != "ArchitectureTests" {
            for word in ["TODO", "FIXME", "HACK"] where file.text.utf8.firstRange(of: word.utf8) != nil {
                Issue.record("\(file.path): \(word)")
            }
        }
    }

    @Test func `words are found in code, and not in comments and texts`() {
        let file = SourceFile(
            path: "Sources/X/Y.swift",
            text: #"""
                // unsafe here /* and
                let a = "unsafe \(unsafe("\"unsafe")) unsafe"; let b = #"unsafe"# /* unsafe /* */ unsafe */
                let c = """
                    unsafe
                    """
                let isunsafe = unsafely
                let d = unsafe e
                package import struct Foo.Bar
                """#)
        #expect(file.lines(with: "unsafe") == [7])
        #expect(file.imports == ["Foo"])
    }

    private func exception(for file: SourceFile, in rule: WordRule) -> String? {
        rule.exceptions.keys.first { $0 == file.path || ($0.hasSuffix("/") && file.path.hasPrefix($0)) }
    }
}
