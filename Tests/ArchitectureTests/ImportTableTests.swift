import Testing

/// Laws 1, 2, 4 and 6 of `etc/doc/architecture.md`: who imports whom.
@Suite struct ImportTableTests {
    private let manifest: Manifest
    private let sources: [SourceFile]
    private let tests: [SourceFile]

    init() throws {
        manifest = try Manifest()
        let files = try SourceTree.swiftFiles()
        sources = files.filter { $0.path.hasPrefix("Sources/") }
        tests = files.filter { $0.path.hasPrefix("Tests/") }
    }

    @Test func `every module has its floor`() {
        let modules = manifest.targets.filter { !$0.isForTests }.map(\.name)
        #expect(Set(modules) == Set(House.floors.joined()))
    }

    @Test func `an arrow only goes down`() {
        for (module, others) in House.arrows {
            for other in others {
                guard let from = floor(of: module), let to = floor(of: other) else {
                    Issue.record("\(module) → \(other): one of them has no floor")
                    continue
                }
                #expect(to < from, "\(module) → \(other)")
            }
        }
    }

    @Test func `a module imports of ours only what the table allows`() {
        let ours = Set(House.floors.joined())
        for file in sources {
            let surplus = file.imports.intersection(ours).subtracting(House.arrows[file.target] ?? [])
            #expect(surplus.isEmpty, "\(file.path) imports \(surplus.sorted())")
        }
    }

    @Test func `an outside library has its doors and no others`() {
        let ours = Set(House.floors.joined())
        for file in sources {
            for module in file.imports.subtracting(ours) {
                let door = House.doors.first { $0.module == module }
                #expect(
                    door?.targets.contains(file.target) == true,
                    "\(file.path) imports \(module), whose doors are \(door?.targets.sorted() ?? [])")
            }
        }
    }

    @Test func `the ground knows nothing but dates`() {
        for file in sources where file.target == "FeedModel" {
            // It looks up a function by name, and says the same whether it finds it or not (decision 5).
            let isLookup = file.path.hasSuffix("/Document/LoadedSHA256.swift")
            let allowed: Set = isLookup ? ["Glibc"] : ["FoundationEssentials"]
            #expect(file.imports.isSubset(of: allowed), "\(file.path)")
        }
    }

    @Test func `what the manifest declares is imported, and what is imported is declared`() {
        // Tests run the programs; they import nothing of them.
        let programs: Set = ["tidings", "tidingsd"]
        let known = Set(manifest.targets.flatMap(\.dependencies)).union(manifest.targets.map(\.name))
        for target in manifest.targets where target.kind != "systemLibrary" {
            let files = (sources + tests).filter { $0.target == target.name }
            // A target in C imports nothing.
            guard !files.isEmpty else { continue }
            var imported = files.reduce(into: Set<String>()) { $0.formUnion($1.imports) }
            // A product whose C part alone is used (decision 3).
            if imported.contains("CTOML") { imported.insert("TOMLKit") }
            let declared = Set(target.dependencies).subtracting(programs)
            let unused = declared.subtracting(imported)
            #expect(unused.isEmpty, "\(target.name) declares \(unused.sorted()) and imports none of it")
            let undeclared = imported.intersection(known).subtracting(target.dependencies)
            #expect(undeclared.isEmpty, "\(target.name) imports \(undeclared.sorted()) undeclared")
        }
    }

    @Test func `no road leads from the command to libcurl`() {
        let reach = manifest.reach(of: "tidings")
        #expect(reach.contains("XMLReading"), "the roads were not found at all")
        #expect(reach.isDisjoint(with: ["CCurl", "HTTPTransport"]))
    }

    @Test func `each module has a test target beside it`() {
        let targets = Set(manifest.targets.map(\.name))
        for module in House.floors[..<4].joined() where !module.hasPrefix("C") {
            #expect(targets.contains("\(module)Tests"), "\(module)")
        }
    }

    private func floor(of module: String) -> Int? {
        House.floors.firstIndex { $0.contains(module) }
    }
}
