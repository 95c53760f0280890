/// A word that may stand only in some files.
struct WordRule {
    let words: [String]
    /// Where it is looked for: the beginnings of paths.
    let scope: [String]
    /// What is to be written instead.
    let instead: String
    /// The files, or folders with a slash at their end, in which it may stand, each with what makes that right.
    let exceptions: [String: String]
}

enum WordRules {
    static let all = [unsafety, time, chance, waiting, world, crashing, telling, visibility]

    /// Law 5: unsafe code lives on floor 2, and in the files that speak to the kernel or to SQLite's C themselves.
    static let unsafety = WordRule(
        words: ["unsafe", "@unchecked Sendable", "nonisolated(unsafe)", "@safe"],
        scope: ["Sources/"],
        instead: "a safe type; C stays behind the wrappers of floor 2",
        exceptions: [
            "Sources/HTTPTransport/Addresses/HTTPTarget.swift":
                "libcurl takes an address apart for us; each part is copied before its handle is freed",
            "Sources/HTTPTransport/Addresses/IPAddress.swift":
                "reads a sockaddr within the length it came with",
            "Sources/HTTPTransport/Addresses/NameLookup.swift":
                "getaddrinfo's list is walked and freed within one call",
            "Sources/HTTPTransport/Addresses/ResolverPool.swift":
                "its threads share the line of errands, which lies behind a lock",
            "Sources/HTTPTransport/Curl/AnswerReader.swift":
                "libcurl's buffers are copied before the callback returns",
            "Sources/HTTPTransport/Curl/CurlLibrary.swift":
                "libcurl is set up once, before any thread uses it",
            "Sources/HTTPTransport/Curl/EasyHandle.swift":
                "the handle is not copyable, and is freed where it ends",
            "Sources/HTTPTransport/Curl/EasyHandle+Options.swift":
                "what an option points to lives as long as its handle",
            "Sources/HTTPTransport/Curl/KernelThread.swift":
                "the closure is handed to the thread once, and taken over there once",
            "Sources/HTTPTransport/Curl/Mailbox.swift":
                "the eventfd lives as long as the mailbox that it wakes",
            "Sources/HTTPTransport/Curl/MonotonicTime.swift": "the clock fills in a struct of our own",
            "Sources/HTTPTransport/Curl/MultiHandle.swift":
                "the handle never leaves the thread of the transfers",
            "Sources/HTTPTransport/Curl/SocketWatch.swift":
                "epoll fills an array that we own, up to its length",
            "Sources/HTTPTransport/Curl/Transfer.swift":
                "libcurl holds it by a pointer; the loop keeps it alive until the handle is freed",
            "Sources/HTTPTransport/Curl/TransferLoop.swift": "all of it runs on one thread",
            "Sources/XMLReading/Building/NameTable.swift":
                "libxml2's names live as long as its dictionary, and are copied",
            "Sources/XMLReading/Building/SAXEvents.swift": "libxml2's pointers are read within their event",
            "Sources/XMLReading/Building/TreeBuilder.swift": "texts are copied within their event",
            "Sources/XMLReading/Decoding/LegacyDecoding.swift":
                "iconv is told the lengths of the arrays that it reads and fills",
            "Sources/XMLReading/Decoding/UTF8Check.swift":
                "eight bytes are loaded at once, within the buffer's end",
            "Sources/XMLReading/Building/LongText.swift":
                "text is looked at eight bytes at a time, within the buffer's end",
            "Sources/XMLReading/EightBytes.swift": "eight bytes are loaded at once, within the buffer's end",
            "Sources/XMLReading/HTML/HTMLText.swift": "reads the buffer within its end",
            "Sources/XMLReading/Decoding/LineEnds.swift":
                "fills an array of its own up to the length of another",
            "Sources/XMLReading/ValidText.swift":
                "text that was checked once need not be checked again for each string",
            "Sources/XMLReading/Mending/Prolog.swift": "reads the buffer within its end",
            "Sources/FeedParsing/HTML/PlainMarkup.swift":
                "articles are most of a feed's bytes, and half of its cost when each byte is asked for by an array",
            "Sources/FeedParsing/Texts/ByteSink.swift": "memory of its own, written within its capacity",
            "Sources/FeedParsing/HTML/ShortNames.swift": "a table of 256 places, looked into by eight bits",
            "Sources/FeedParsing/Formats/ElementReader.swift":
                "makes strings of text that XMLReading checked",
            "Sources/FeedParsing/Texts/PlainSpace.swift": "makes strings of text that its callers checked",
            "Sources/FeedParsing/Texts/ASCII.swift": "reads a literal within its length",
            "Sources/FeedFetching/RegistrableDomain.swift":
                "libpsl's answer lies within the name that it was given, and is copied there",
            "Sources/FeedStorage/Keeping/KeptFile.swift":
                "copies and syncs files, and asks errno why it cannot",
            "Sources/FeedStorage/Packing/TextPacker.swift": "libzstd writes within the room that it is given",
            "Sources/FeedStorage/Packing/PackedText.swift": "libzstd writes within the room that it is given",
            "Sources/FeedModel/Document/LoadedSHA256.swift":
                "a function of a known shape is looked up by name, and tried before it is used",
            "Sources/FeedStorage/PreparedStatement.swift":
                "SQLite's texts are copied before the next call of their statement, and SQLite copies ours",
            "Sources/FeedStorage/LongStatements.swift":
                "SQLite calls back while a listener is held that outlives the calls",
            "Sources/FeedStorage/StatementRegions.swift": "SQLite is told to call nobody",
            "Sources/TidingsConfig/FileSeal.swift": "the kernel fills in a struct of our own",
            "Sources/TidingsConfig/TOMLDocument.swift": "frees what C hands over",
            "Sources/TidingsConfig/TextFile.swift": "the kernel fills in buffers of a length it is told",
            "Sources/FeedStorage/Sharing/DatabaseFile.swift": "makes the file and asks errno why it cannot",
            "Sources/FeedStorage/Sharing/PollerLock.swift": "the descriptor is the lock's own until it ends",
            "Sources/FeedStorage/Sharing/StandardFiles.swift": "opens a file by a name that is written there",
            "Sources/FeedStorage/Sharing/WriterTurn.swift": "the descriptor is the turn's own until it ends",
            "Sources/FeedStorage/Sharing/WakeSocket.swift":
                "a sockaddr_un is filled within its length; the descriptor has one owner",
            "Sources/tidingsd/MappedFiles.swift":
                "the kernel is told of pages that it named itself, and has what is on them",
            "Sources/tidingsd/ServiceNotifier.swift": "a sockaddr_un is filled within its length",
            "Sources/tidings/Terminal.swift": "ioctl fills in a struct of our own",
        ])

    /// Law 3: time enters through one parameter.
    static let time = WordRule(
        words: [
            "Date()", "Date.now", " .now", "(.now", "Task.sleep", "ContinuousClock", "SuspendingClock",
            "clock_gettime",
        ],
        scope: ["Sources/"],
        instead: "a parameter `at:`, or the TimeSource",
        exceptions: [
            "Sources/FeedUpdating/TimeSource.swift": "this is the live clock",
            "Sources/tidings/CommandClock.swift": "this is the command's clock",
            "Sources/HTTPTransport/Curl/KernelThread.swift": "a thread is waited for until a time of day",
            "Sources/tidingsd/ServiceNotifier.swift": "systemd wants to know when a reload began",
            "Sources/HTTPTransport/Curl/MonotonicTime.swift":
                "libcurl's deadlines need a clock; it decides nothing",
        ])

    /// Law 3: so does chance.
    static let chance = WordRule(
        words: [
            "random(in", ".random()", "randomElement", "shuffled", "SystemRandomNumberGenerator",
            "arc4random",
        ],
        scope: ["Sources/"],
        instead: "a number that is handed in",
        exceptions: [
            "Sources/FeedUpdating/": "chance enters here, as a parameter of the updater"
        ])

    /// Concurrency has an owner.
    static let waiting = WordRule(
        words: ["Task {", "Task.detached", "DispatchQueue(", "DispatchQueue.", "usleep"],
        scope: ["Sources/"],
        instead: "a task group in a run()",
        exceptions: [
            "Sources/FeedStorage/Sharing/WriterTurn.swift":
                "waits on the writer's own thread, which GRDB blocks for SQLite",
            "Sources/FeedStorage/FeedStore+Opening.swift":
                "SQLite's busy handler waits on the thread that calls it",
        ])

    /// Law 6: environment, arguments and exits belong to the programs.
    static let world = WordRule(
        words: ["CommandLine", "ProcessInfo", "getenv", "exit(", "_exit("],
        scope: [
            "Sources/FeedModel/", "Sources/XMLReading/", "Sources/HTTPTransport/", "Sources/FeedParsing/",
            "Sources/FeedFetching/", "Sources/FeedStorage/", "Sources/TidingsConfig/",
            "Sources/FeedUpdating/",
        ],
        instead: "a parameter; the programs know the world",
        exceptions: [:])

    static let crashing = WordRule(
        words: ["try!", "as!", "fatalError(", "assertionFailure(", "unsafeBitCast"],
        scope: ["Sources/", "Tests/"],
        instead: "a typed error, or preconditionFailure with a sentence",
        exceptions: [
            "Sources/FeedModel/Document/LoadedSHA256.swift": "what dlsym finds has no type of its own"
        ])

    /// Law 6: floors 1 to 3 return facts, and so does floor 4, but for its log.
    static let telling = WordRule(
        words: ["print(", "debugPrint(", "dump(", "NSLog"],
        scope: [
            "Sources/FeedModel/", "Sources/XMLReading/", "Sources/HTTPTransport/", "Sources/FeedParsing/",
            "Sources/FeedFetching/", "Sources/FeedStorage/", "Sources/TidingsConfig/",
            "Sources/FeedUpdating/",
        ],
        instead: "a value; the programs print",
        exceptions: [:])

    /// This is a product, not a library.
    static let visibility = WordRule(
        words: ["public", "open class", "open func"],
        scope: ["Sources/"],
        instead: "package",
        exceptions: [:])
}
