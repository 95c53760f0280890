/// A file of Swift.
struct SourceFile: Sendable {
    /// From the root of the tree.
    let path: String
    let text: String
    /// The modules that it imports.
    let imports: Set<String>

    /// `text` without comments, and with nothing between the quotes of its texts; each line end is kept.
    private let code: [UInt8]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        code = CodeReader.code(of: text)
        imports = SourceFile.imports(in: code)
    }

    /// The target that it belongs to: the folder below `Sources`, `Tests`, `Tests/Benchmarks` or `Tests/Fuzzing`.
    var target: String {
        path.split(separator: "/").dropFirst().first { !["Benchmarks", "Fuzzing"].contains($0) }
            .map(String.init) ?? ""
    }

    /// The lines (counted from 1) in which a word stands in the code, not as a part of another word.
    func lines(with word: String) -> [Int] {
        SourceFile.places(of: Array(word.utf8), in: code).map { place in
            code[..<place].count { $0 == UInt8(ascii: "\n") } + 1
        }
    }

    private static func places(of word: [UInt8], in code: [UInt8]) -> [Int] {
        guard let first = word.first, let last = word.last, code.count >= word.count else { return [] }
        var places: [Int] = []
        var place = 0
        while place <= code.count - word.count {
            defer { place += 1 }
            guard code[place] == first, code[place + word.count - 1] == last else { continue }
            guard code[place..<place + word.count].elementsEqual(word) else { continue }
            let end = place + word.count
            if isName(first), place > 0, isName(code[place - 1]) { continue }
            if isName(last), end < code.count, isName(code[end]) { continue }
            places.append(place)
        }
        return places
    }

    private static func imports(in code: [UInt8]) -> Set<String> {
        let modifiers: Set<Substring> = [
            "public", "package", "internal", "fileprivate", "private", "@testable", "@preconcurrency",
        ]
        var modules: Set<String> = []
        for place in places(of: Array("import".utf8), in: code) {
            let before = code[..<place].reversed().prefix { $0 != UInt8(ascii: "\n") }.reversed()
            let after = code[place...].prefix { $0 != UInt8(ascii: "\n") }
            guard
                String(decoding: Array(before), as: UTF8.self).split(separator: " ").allSatisfy(
                    modifiers.contains)
            else { continue }
            let words = String(decoding: after, as: UTF8.self).split { $0 == " " || $0 == ";" }
            // `import struct Module.Name` names what it takes before the module.
            guard let name = words.dropFirst().last else { continue }
            modules.insert(String(name.prefix { $0 != "." }))
        }
        return modules
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }
}
