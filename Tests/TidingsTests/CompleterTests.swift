import FeedModel
import Testing

@testable import tidings

/// What may stand at the cursor, by position.
@Suite struct CompleterTests {
    private let library: CompletionLibrary = {
        var library = CompletionLibrary()
        let titles = [
            "LWN", "Planet Debian", "Planet Swift", "$(touch x) \"it's\"", "Twice", "twice", "7", "-rf",
            "a\u{1B}[2Jb",
        ]
        library.feeds = {
            titles.enumerated().map { index, title in
                ItemSummary.FeedReference(
                    id: FeedID(Int64(index + 1)), title: title,
                    address: FeedAddress("https://feeds.example/\(index + 1)"))
            }
        }
        library.tags = { ["linux", "New York", "news", "say \"so\""] }
        library.items = { query in
            switch query {
            case .unread: [(ItemID(12), "Twelve"), (ItemID(11), "Eleven"), (ItemID(2), "Two")]
            case .starred: [(ItemID(5), "Five")]
            case .read: [(ItemID(6), "Six")]
            case .revised: [(ItemID(8), "Eight")]
            default: []
            }
        }
        return library
    }()

    private func found(_ line: String) -> Completions {
        Completer { _ in library }.completions(of: ShellLine(line, of: .fish))
    }

    private func words(_ line: String) -> [String] {
        guard case .words(let words) = found(line) else { return ["(files)"] }
        return words.map(\.word)
    }

    @Test func `commands, and those of groups`() {
        #expect(words("tidings ed") == ["edit"])
        #expect(words("tidings un") == ["unread", "unstar", "undo"])
        #expect(words("tidings db ") == ["check", "backup", "restore", "purge", "compact"])
        #expect(words("tidings config s") == ["show"])
        #expect(words("tidings help co") == ["count", "config"])
        #expect(words("tidings help db re") == ["restore"])
        #expect(words("tidings ").contains("help"))
        #expect(!words("tidings ").contains("complete"))
        #expect(words("tidings nonsense ") == [])
        #expect(words("tidings --config x ed") == ["edit"])
        #expect(words("tidings --all ") == [])
    }

    @Test func `options, and not again what was given`() {
        #expect(words("tidings list --so") == ["--sort"])
        #expect(words("tidings list --all --al") == [])
        #expect(words("tidings --al") == ["--all"])
        #expect(words("tidings --vers") == ["--version"])
        #expect(words("tidings add x --no") == ["--no-wait"])
        #expect(words("tidings edit lwn --tag a --ta") == ["--tag"])
        #expect(words("tidings db purge --dr") == ["--dry-run"])
        #expect(words("tidings list -- --so") == [])
    }

    @Test func `values of options`() {
        #expect(words("tidings list --sort ") == ["newest", "oldest", "feed"])
        #expect(words("tidings list --sort o") == ["oldest"])
        #expect(words("tidings list --sort=o") == ["--sort=oldest"])
        #expect(words("tidings edit 1 --revised-unread ") == ["on", "off"])
        #expect(words("tidings list -n ") == [])
        #expect(words("tidings add x --tag n") == ["new York", "news"])
        #expect(words("tidings edit x --untag li") == ["linux"])
        #expect(words("tidings export ") == ["opml", "jsonl", "state"])
    }

    @Test func `files where a file is expected`() {
        for line in [
            "tidings --config ", "tidings list --config ", "tidings list --config=x", "tidings import ",
            "tidings parse x",
            "tidings db backup ", "tidings db restore ~/", "tidings list > ",
        ] {
            #expect(found(line) == .files, "\(line)")
        }
        #expect(found("tidings import a ") == .files)
        #expect(words("tidings parse a ") == [])
    }

    @Test func `feeds by title, number and address, each so that it means this feed alone`() {
        #expect(words("tidings remove Pl") == ["Planet Debian", "Planet Swift"])
        #expect(words("tidings remove lw") == ["LWN"])
        #expect(words("tidings remove pl") == ["planet Debian", "planet Swift"])
        #expect(words("tidings remove debi") == ["Planet Debian"], "a part that only one bears")
        #expect(words("tidings remove anet") == [], "a part that two bear")
        #expect(words("tidings remove https://feeds.example/3") == ["https://feeds.example/3"])
        #expect(words("tidings remove 3") == ["3"])
        #expect(words("tidings remove LWN LW") == [], "named already")
        #expect(words("tidings refresh LWN Pl") == ["Planet Debian", "Planet Swift"])
        #expect(words("tidings edit LWN Pl") == [])
        #expect(words("tidings remove Tw") == ["Twice"], "which tells that two are called so")
        #expect(words("tidings edit tw") == ["Twice"])
        #expect(words("tidings list feed:tw") == ["feed:Twice"])
        let all = [
            "LWN", "Planet Debian", "Planet Swift", "$(touch x) \"it's\"", "5", "6", "7", "8", "9",
        ]
        #expect(words("tidings pause ") == all, "two titles alike, a number, an option, controls: by number")
    }

    @Test func `items that the command is for, newest first`() {
        guard case .words(let items) = found("tidings show ") else { return #expect(Bool(false), "files") }
        #expect(items.map(\.word) == ["12", "11", "2"])
        #expect(items.map(\.note) == ["Twelve", "Eleven", "Two"])
        #expect(words("tidings show 1") == ["12", "11"])
        #expect(words("tidings show 12 1") == ["11"])
        #expect(words("tidings unstar 5") == ["5"])
        #expect(words("tidings unread 6") == ["6"])
        #expect(words("tidings diff ") == ["8"])
        #expect(words("tidings why 1") == ["12", "11"])
        #expect(words("tidings why LW") == ["LWN"])
    }

    @Test func `keys of the query language, and their values`() {
        #expect(words("tidings list t") == ["tag:", "title:"])
        #expect(words("tidings list ti") == ["title:"])
        #expect(
            words("tidings list ta") == words("tidings list tag:"), "one key that has values: these at once")
        #expect(words("tidings read tag:l") == ["tag:linux"])
        #expect(words("tidings list tag:ne") == ["tag:\"new York\"", "tag:\"news\""])
        #expect(words("tidings list tag:") == ["tag:linux", "tag:\"New York\"", "tag:news"])
        #expect(words("tidings list is:") == QueryReader.conditions.map { "is:\($0)" })
        #expect(words("tidings count o") == ["older:", "or"])
        #expect(words("tidings watch feed:Planet\\ D") == [], "two terms, of which the last is a word")
        #expect(words("tidings list 'feed:\"planet d") == ["feed:\"Planet Debian\""])
        #expect(words("tidings list feed:plan") == ["feed:\"planet Debian\"", "feed:\"planet Swift\""])
        #expect(
            words("tidings list 'feed:\"$(t") == ["feed:\"4\""], "its quotes cannot be written in a query")
    }

    @Test func `terms that are negated, in parentheses or behind others`() {
        #expect(words("tidings list -tag:l") == ["-tag:linux"])
        #expect(words("tidings list '(tag:l") == ["(tag:linux"])
        #expect(words("tidings list 'is:read -(older:7d or tag:l") == ["is:read -(older:7d or tag:linux"])
        #expect(words("tidings read '\"a b\" ti") == ["\"a b\" title:"])
        #expect(words("tidings list not tag:l") == ["tag:linux"])
        #expect(words("tidings list -aut") == ["-author:"])
        #expect(words("tidings remove -tag:l") == [], "this command takes no query")
    }

    @Test func `each query that is offered can be read`() throws {
        for key in QueryReader.keys {
            for word in words("tidings list \(key):") { _ = try QueryWords.query([word], at: CommandClock()) }
        }
    }

    @Test func `the configuration that was named is the one that is asked`() {
        for line in [
            "tidings --config here remove ", "tidings remove --config=here ",
            "tidings db --config here check ",
        ] {
            var asked: [String?] = []
            let place = CompletionPlace(
                after: Array(ShellLine(line, of: .bash).words.dropFirst()), in: Tidings.self,
                bare: BareList.self)
            asked.append(place.configuration)
            #expect(asked == (line.contains("db") ? [nil] : ["here"]), "\(line)")
        }
    }

    @Test func `control characters neither reach the shell nor the list of choices`() {
        let found = Completions.words([
            Completion("a\u{1B}[2J"), Completion("b", note: "x\u{202E}\ny"), Completion("c\nd"),
        ])
        for shell in CompletingShell.allCases {
            let reply = CompletionReply(
                completions: found, line: ShellLine("t ", of: shell), shell: shell, showsNotes: true)
            #expect(reply.lines.count == 2, "\(shell)")
            #expect(reply.lines.allSatisfy { !$0.contains("\u{1B}") && !$0.contains("\u{202E}") })
        }
    }
}
