import FoundationEssentials
import FoundationXML
import Testing

/// What lies beside the code.
@Suite struct ShippedFilesTests {
    @Test func `the top level is what it always was`() throws {
        let expected: Set = ["Package.swift", "README.md", "LICENSE", "Sources", "Tests", "etc", "systemd"]
        #expect(Set(try SourceTree.topLevel()) == expected)
    }

    @Test func `what others look for is there`() {
        let paths = [
            ".ci/run", "etc/CHANGELOG.md", "etc/doc/CONTRIBUTING.md", "etc/doc/architecture.md",
            "etc/doc/polling.md",
            "etc/scripts/check",
            "etc/completions/_tidings", "etc/completions/tidings.bash", "etc/completions/tidings.fish",
            "etc/man/tidings.1", "etc/man/tidings.toml.5", "etc/man/tidings-query.7", "etc/man/tidingsd.8",
            "etc/tidings.toml", "etc/welcome.atom", "systemd/tidings.sysusers", "systemd/tidings.tmpfiles",
            "systemd/tidingsd.service", "systemd/user/tidingsd.service", "systemd/tidings-backup.service",
            "systemd/tidings-backup.timer",
        ]
        for path in paths { #expect(SourceTree.exists(path), "\(path)") }
    }

    @Test(arguments: [
        ".ci/run", "etc/scripts/behaviours", "etc/scripts/bench", "etc/scripts/bench-fetch",
        "etc/scripts/check", "etc/scripts/fuzz",
        "etc/scripts/hostile", "etc/scripts/service", "etc/packaging/build-deb",
    ])
    func `scripts can be run`(path: String) {
        #expect(FileManager.default.isExecutableFile(atPath: "\(SourceTree.root)/\(path)"))
    }

    @Test func `the welcome feed is sound XML, and its items tell themselves apart`() throws {
        let text = try SourceTree.text(of: "etc/welcome.atom")
        let parser = XMLParser(data: Data(text.utf8))
        #expect(parser.parse(), "line \(parser.lineNumber)")
        let ids = MarkedText.all(between: "<id>", and: "</id>", in: text)
        #expect(ids.count > 5)
        #expect(Set(ids).count == ids.count)
        let dates = MarkedText.all(between: "<published>", and: "</published>", in: text)
        #expect(dates.count == ids.count - 1)
        #expect(dates == dates.sorted().reversed(), "the newest stands first, as in other feeds")
    }

    @Test func `a link in a document leads somewhere`() throws {
        for document in try SourceTree.shipped() where document.hasSuffix(".md") {
            let folder = document.split(separator: "/").dropLast().joined(separator: "/")
            for link in MarkedText.all(between: "](", and: ")", in: try SourceTree.text(of: document)) {
                let path = link.prefix { $0 != "#" }
                guard !link.contains(":"), !path.isEmpty else { continue }
                #expect(SourceTree.exists("\(folder)/\(path)"), "\(document) names \(link)")
            }
        }
    }

    @Test func `decisions are numbered without gaps`() throws {
        let records = try SourceTree.files(below: "etc/doc/decisions", endingIn: ".md")
        let numbers = records.compactMap { $0.split(separator: "/").last?.prefix(4) }.compactMap { Int($0) }
        #expect(numbers == Array(1...max(1, records.count)))
    }

    @Test func `README gives one command that tests everything`() throws {
        let text = try SourceTree.text(of: "README.md")
        #expect(MarkedText.all(between: "<!-- test command -->\n```sh\n", and: "\n```", in: text).count == 1)
    }

    @Test func `no file names the machine that it was written on`() throws {
        let marks = ["/root/", "/Users/", "/home/"]
        for path in try SourceTree.shipped() where !path.hasPrefix("Tests/ArchitectureTests/") {
            for line in try SourceTree.text(of: path).split(separator: "\n") {
                for mark in marks {
                    guard let found = line.firstRange(of: mark) else { continue }
                    // Within an address or a longer path the words may stand.
                    if let before = line[..<found.lowerBound].last, before.isLetter || "./-".contains(before)
                    {
                        continue
                    }
                    #expect(line[found.lowerBound...].hasPrefix("/home/reader"), "\(path): \(line)")
                }
            }
        }
    }
}

/// Finds texts between two marks.
enum MarkedText {
    static func all(between start: String, and end: String, in text: String) -> [String] {
        var found: [String] = []
        var rest = text[...]
        while let from = rest.firstRange(of: start)?.upperBound {
            guard let to = rest[from...].firstRange(of: end) else { break }
            found.append(String(rest[from..<to.lowerBound]))
            rest = rest[to.upperBound...]
        }
        return found
    }
}
