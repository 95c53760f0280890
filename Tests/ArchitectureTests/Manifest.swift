/// The targets of `Package.swift`, read as text.
struct Manifest {
    struct Target {
        let name: String
        /// `target`, `testTarget`, `executableTarget` or `systemLibrary`.
        let kind: String
        /// Other targets and the products of packages, by name.
        let dependencies: [String]
        /// Whether it lies below `Tests`: no part of the house.
        let isForTests: Bool
    }

    let targets: [Target]

    init() throws {
        let text = try SourceTree.text(of: "Package.swift")
        // What comes after the list are the fuzzers, which are targets only where they are asked for.
        let list = MarkedText.all(between: "\n    targets: [", and: "\n    ]\n)", in: text).first ?? ""
        var targets: [Target] = []
        for block in list.split(separator: "\n        .") {
            let kind = block.prefix { $0 != "(" }
            guard ["target", "testTarget", "executableTarget", "systemLibrary"].contains(kind) else {
                continue
            }
            targets.append(
                Target(
                    name: Manifest.texts(after: "name: ", in: block).first ?? "", kind: String(kind),
                    dependencies: Manifest.dependencies(in: block),
                    isForTests: kind == "testTarget" || block.contains("path: \"Tests/")))
        }
        self.targets = targets
    }

    /// All targets that can be reached from one, itself left out.
    func reach(of name: String) -> Set<String> {
        var reached: Set<String> = []
        var waiting = [name]
        while let next = waiting.popLast() {
            for dependency in targets.first(where: { $0.name == next })?.dependencies ?? []
            where reached.insert(dependency).inserted {
                waiting.append(dependency)
            }
        }
        return reached
    }

    private static func dependencies(in block: Substring) -> [String] {
        guard let start = block.firstRange(of: "dependencies: [")?.upperBound else { return [] }
        let list = block[start...].prefix { $0 != "]" }
        return list.split(separator: "\n").flatMap { line in
            line.contains(".product(") ? texts(after: "name: ", in: line) : texts(after: "", in: line)
        }
    }

    /// The texts in quotes that follow a label.
    private static func texts(after label: String, in block: Substring) -> [String] {
        var found: [String] = []
        var rest = block
        while let start = rest.firstRange(of: "\(label)\"")?.upperBound {
            let text = rest[start...].prefix { $0 != "\"" }
            found.append(String(text))
            rest = rest[text.endIndex...].dropFirst()
        }
        return found
    }
}
