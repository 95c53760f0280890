/// A file of Swift.
struct SourceFile {
    /// From the root of the tree.
    let path: String
    let text: String
    /// The lines of `text` without comments, and with nothing between the quotes of its texts.
    let code: [String]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        code = CodeReader.code(of: text).split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
    }

    /// The target that it belongs to: the folder below `Sources` or `Tests`.
    var target: String {
        path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
    }

    /// The modules that it imports.
    var imports: Set<String> {
        var modules: Set<String> = []
        for line in code {
            let words = line.split { $0 == " " || $0 == ";" }
            guard let place = words.firstIndex(of: "import"), place + 1 < words.endIndex else { continue }
            guard words[..<place].allSatisfy(SourceFile.importModifiers.contains) else { continue }
            // `import struct Module.Name` names what it takes before the module.
            let isOneName = place + 2 < words.endIndex
            let path = words[isOneName ? place + 2 : place + 1]
            modules.insert(String(path.prefix { $0 != "." }))
        }
        return modules
    }

    /// The lines (counted from 1) in which a word stands in the code, not as a part of another word.
    func lines(with word: String) -> [Int] {
        code.indices.filter { SourceFile.holds(code[$0], word) }.map { $0 + 1 }
    }

    private static let importModifiers: Set<Substring> = [
        "public", "package", "internal", "fileprivate", "private", "@testable", "@preconcurrency",
        "@_exported",
    ]

    private static func holds(_ line: String, _ word: String) -> Bool {
        var rest = line[...]
        while let found = rest.firstRange(of: word) {
            let before = line[..<found.lowerBound].last
            let after = line[found.upperBound...].first
            let begins = !isName(word.first) || !isName(before)
            let ends = !isName(word.last) || !isName(after)
            if begins, ends { return true }
            rest = rest[found.upperBound...]
        }
        return false
    }

    private static func isName(_ character: Character?) -> Bool {
        character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
    }
}
