import ArgumentParser
import FeedModel

/// Finds what may stand at the cursor. All that is typed or stored is only compared, nothing of it is obeyed.
struct Completer {
    /// What takes a value of this name; a test asks that each name which a command uses is known here.
    enum Kind {
        case feeds
        case items
        case itemsOrQuery
        case feedOrItem
        case query
        case tags
        case operations
        case files
        /// One of a few words, or what only the reader knows.
        case words
    }

    static let kinds: [String: Kind] = [
        "feed": .feeds, "id": .items, "id-or-query": .itemsOrQuery, "feed-or-id": .feedOrItem,
        "query": .query,
        "words": .query, "tag": .tags, "number": .operations, "path": .files, "file": .files,
        "count": .words, "letters": .words, "duration": .words, "group": .words, "on|off": .words,
        "order": .words,
        "template": .words, "title": .words, "url": .words, "value": .words, "what": .words,
    ]

    let library: (_ configuration: String?) -> CompletionLibrary

    /// What may stand at the end of a line.
    func completions(of line: ShellLine) -> Completions {
        if line.isRedirection { return .files }
        guard !line.words.isEmpty else { return .words([]) }
        let place = CompletionPlace(
            after: Array(line.words.dropFirst()), in: Tidings.self, bare: BareList.self)
        return completions(of: line.word, at: place)
    }

    private func completions(of word: String, at place: CompletionPlace) -> Completions {
        if case .value(let value) = place.wanted, place.isWaiting {
            return values(value, typed: word, at: place)
        }
        if word.hasPrefix("-"), !place.hasEndedOptions { return dashed(word, at: place) }
        switch place.wanted {
        case .commands(let group): return .words(Self.commands(of: group).beginning(with: word))
        case .value(let value): return values(value, typed: word, at: place)
        case .nothing: return .words([])
        }
    }

    private static func commands(of group: any ParsableCommand.Type) -> [Completion] {
        let commands = group.configuration.subcommands.filter { $0.configuration.shouldDisplay }
        let help = group == Tidings.self ? [Completion("help", note: "Shows what a command does.")] : []
        return commands.map { Completion($0._commandName, note: $0.configuration.abstract) } + help
    }

    /// An option, `--option=value`, or a term of a query that is negated.
    private func dashed(_ word: String, at place: CompletionPlace) -> Completions {
        if word.hasPrefix("--"), let equals = word.firstIndex(of: "=") {
            guard let value = place.value(ofOption: String(word[..<equals])) else { return .words([]) }
            let typed = String(word[word.index(after: equals)...])
            guard case .words(let words) = values(value, typed: typed, at: place) else { return .files }
            return .words(
                words.map { Completion("\(word[...equals])\($0.word)", note: $0.note, isOpen: $0.isOpen) })
        }
        var words = place.shape.options.filter {
            $0.isRepeating || place.optionsGiven.isDisjoint(with: $0.names)
        }
        .flatMap { option in option.names.map { Completion($0, note: option.summary) } }
        if place.isBare, place.optionsGiven.isEmpty {
            words.append(Completion("--version", note: "Show the version."))
        }
        words = words.beginning(with: word)
        if word.count > 1, !word.hasPrefix("--"), case .value(let value) = place.wanted,
            let kind = Self.kinds[value.name], kind == .query || kind == .itemsOrQuery
        {
            words += QueryCompletion(library: library(place.configuration)).words(for: word)
        }
        return .words(words)
    }

    private func values(_ value: CommandShape.Value, typed: String, at place: CompletionPlace) -> Completions
    {
        let library = { self.library(place.configuration) }
        switch Self.kinds[value.name] {
        case .files?: return .files
        case .feeds?:
            return .words(
                FeedNameCompletion(library().feeds()).names(beginningWith: typed)
                    .filter { !place.arguments.contains($0.word) })
        case .items?: return .words(items(library(), at: place).beginning(with: typed))
        case .feedOrItem?:
            let library = library()
            let isNumber = !typed.isEmpty && typed.allSatisfy(\.isNumber)
            let feeds = isNumber ? [] : FeedNameCompletion(library.feeds()).names(beginningWith: typed)
            return .words(feeds + items(library, at: place).beginning(with: typed))
        case .itemsOrQuery?:
            let library = library()
            return .words(
                items(library, at: place).beginning(with: typed)
                    + QueryCompletion(library: library).words(for: typed))
        case .query?: return .words(QueryCompletion(library: library()).words(for: typed))
        case .tags?:
            return .words(
                library().tags().filter { !$0.hasPrefix("-") }.map { Completion($0) }.beginning(with: typed))
        case .operations?:
            return .words(
                library().operations().map {
                    Completion("\($0.id.rawValue)", note: OperationWords.text(of: $0))
                }
                .beginning(with: typed))
        case .words?, nil: return .words(value.words.map { Completion($0) }.beginning(with: typed))
        }
    }

    /// The numbers of the newest items that a command would change, or has something to show of.
    private func items(_ library: CompletionLibrary, at place: CompletionPlace) -> [Completion] {
        let query: ItemQuery =
            switch place.command._commandName {
            case Unread._commandName: .read
            case Unstar._commandName: .starred
            case Diff._commandName: .revised
            default: .unread
            }
        return library.items(query).map { Completion("\($0.id.rawValue)", note: $0.title) }
            .filter { !place.arguments.contains($0.word) }
    }
}
