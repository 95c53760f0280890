import FeedModel

/// One reading of one configuration file: what was understood, and what was not.
struct ConfigurationReading {
    private let file: String
    private let places: Places
    private let paths: StandardPaths
    private var understood: Settings
    private var problems: [ConfigProblem] = []
    private var hasDatabase = true
    private var seal: FileSeal
    /// The places of the subscriptions by their addresses, as far as an OPML file was compared with them.
    private var positions: [FeedAddress: Int] = [:]

    /// - Parameter seal: of the file as it was before it was read.
    init(of file: String, _ environment: UserEnvironment, seal: FileSeal) {
        self.file = file
        self.seal = seal
        paths = StandardPaths(configuration: file, environment: environment)
        let folder = file[..<(file.lastIndex(of: "/") ?? file.startIndex)]
        places = Places(
            folder: folder.isEmpty ? "/" : String(folder), home: environment.home,
            credentials: environment.credentialsFolder)
        understood = Settings(
            storage: StorageSettings(database: paths.database ?? ""),
            runtime: RuntimeSettings(wake: paths.wake))
        understood.file = file
    }

    mutating func readConfiguration(_ contents: [UInt8]) throws(ConfigError) {
        guard let text = String(validating: contents, as: UTF8.self) else {
            let problem = ConfigProblem(
                file: file, line: TextFile.lineOfFirstDamage(in: contents), key: nil,
                message: "the text is not UTF-8", hint: nil)
            throw ConfigError(kind: .faulty, problems: [problem], database: nil, wake: nil)
        }
        let document: TOMLDocument
        let lines = KeyLines(of: text)
        do {
            document = try TOMLDocument(reading: text, lines: lines)
        } catch {
            let problem = ConfigProblem(
                file: file, line: error.line, key: nil, message: "not TOML: \(error.message)", hint: nil)
            let found = storage(above: error.line, in: text)
            throw ConfigError(
                kind: .faulty, problems: [problem], database: found.database, wake: found.wake)
        }
        read(document, lines: lines)
    }

    private mutating func read(_ document: TOMLDocument, lines: KeyLines) {
        var reader = SettingsReader(defaults: understood, file: file, places: places, lines: lines)
        reader.read(document.root)
        understood = reader.settings
        problems = reader.problems
        hasDatabase = !understood.storage.database.isEmpty && !reader.refused.contains("database")
        if understood.storage.database.isEmpty, !reader.refused.contains("database") {
            problems.append(.homeless(file: file))
        }
    }

    /// The database and the wake socket that a file names which is no TOML from some line on.
    ///
    /// Their keys stand before the first table; so where a table begins above the fault, or the key is there, nothing
    /// below can change it.
    private func storage(above line: Int, in text: String) -> (database: String?, wake: String?) {
        let sound = TOMLDocument.lines(above: line, in: text)
        let lines = KeyLines(of: sound)
        guard let document = try? TOMLDocument(reading: sound, lines: lines) else { return (nil, nil) }
        func isSettled(_ key: String) -> Bool { lines.hasHeader || document.root[key] != nil }
        return (
            isSettled("database") ? database(in: document) : nil, isSettled("wake") ? wake(in: document) : nil
        )
    }

    private func wake(in document: TOMLDocument) -> String? {
        guard let node = document.root["wake"] else { return paths.wake }
        return (try? ConfigKey.wakePath.read(node, places)) ?? nil
    }

    /// The database that a file names, or leaves where it is by default, of which this is all that stands above its first
    /// table; nil where it cannot be told.
    func database(in top: some Sequence<UInt8>) -> String? {
        guard let top = String(validating: top, as: UTF8.self),
            let document = try? TOMLDocument(reading: top, lines: KeyLines(of: top))
        else { return nil }
        return database(in: document)
    }

    /// The database, where everything was understood but the files that declare more subscriptions, which are still to be
    /// read; nil where there are none.
    var databaseBesideOutlines: String? {
        problems.isEmpty && !understood.outlineFiles.isEmpty ? understood.storage.database : nil
    }

    private func database(in document: TOMLDocument) -> String? {
        guard let node = document.root["database"] else { return paths.database }
        return try? ConfigKey.databasePath.read(node, places)
    }

    mutating func readOutlines(
        with outlines: (_ contents: [UInt8], _ file: String) throws(ParseFailure) -> [DeclaredSubscription]
    ) {
        for file in understood.outlineFiles {
            seal.add(file)
            switch TextFile.read(file) {
            case .contents(let contents):
                do throws(ParseFailure) {
                    join(try outlines(contents, file))
                } catch {
                    note(error.line, in: file, error.description)
                }
            case .missing: note(nil, in: file, "there is no such file")
            case .denied: note(nil, in: file, "you may not read this file")
            case .failed(let reason): note(nil, in: file, reason)
            }
        }
    }

    /// Adds what an OPML file declares. Where several name a feed, the tags are put together; what a `[[feed]]` table
    /// says of a feed is kept.
    private mutating func join(_ declared: [DeclaredSubscription]) {
        // Mostly one list names them all, and no file of one's own: then there is nothing to compare.
        if understood.subscriptions.isEmpty,
            !declared.contains(where: { Places.isFile($0.subscription.address.text) })
        {
            understood.subscriptions = declared
            return
        }
        positions.reserveCapacity(understood.subscriptions.count + declared.count)
        for position in positions.count..<understood.subscriptions.count {
            positions[understood.subscriptions[position].subscription.address] = position
        }
        for declaration in declared {
            let subscription = declaration.subscription.located(by: places)
            guard let known = positions[subscription.address] else {
                positions[subscription.address] = understood.subscriptions.count
                understood.subscriptions.append(DeclaredSubscription(subscription, line: declaration.line))
                continue
            }
            let first = understood.subscriptions[known]
            if first.subscription.origin != .declared(file: file) {
                understood.subscriptions[known] = DeclaredSubscription(
                    first.subscription.tagged(with: subscription.tags), line: first.line)
            }
        }
    }

    private mutating func note(_ line: Int?, in outlines: String, _ message: String) {
        problems.append(
            ConfigProblem(
                file: outlines, line: line, key: nil, message: message,
                hint: understood.lines["opml"].map { "\(file) names it in line \($0)" }))
    }

    func settings() throws(ConfigError) -> Settings {
        if problems.isEmpty {
            var settings = understood
            settings.seal = seal.text
            return settings
        }
        throw ConfigError(
            kind: .faulty, problems: problems, database: hasDatabase ? understood.storage.database : nil,
            wake: understood.runtime.wake)
    }
}

extension ConfigProblem {
    /// The user's folders are not known, and the file does not say where the database is.
    static func homeless(file: String?) -> ConfigProblem {
        ConfigProblem(
            file: file, line: nil, key: "database",
            message: "it cannot be told where the database is: HOME is not set",
            hint: "set HOME, or database in the configuration")
    }
}

extension ParseFailure {
    fileprivate var line: Int? {
        if case .malformed(let line, _) = self { line } else { nil }
    }
}

extension Subscription {
    fileprivate func located(by places: Places) -> Subscription {
        guard Places.isFile(address.text) else { return self }
        return Subscription(
            address: FeedAddress(places.address(address.text)), origin: origin, title: title, tags: tags,
            interval: interval, onlyNew: onlyNew, revisedTurnsUnread: revisedTurnsUnread, fetching: fetching,
            retention: retention)
    }

    fileprivate func tagged(with others: [String]) -> Subscription {
        Subscription(
            address: address, origin: origin, title: title, tags: tags + others.filter { !tags.contains($0) },
            interval: interval, onlyNew: onlyNew, revisedTurnsUnread: revisedTurnsUnread, fetching: fetching,
            retention: retention)
    }
}
