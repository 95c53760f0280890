/// The house as it is meant to be: its floors, its arrows, its doors. A change here is a change of architecture.
enum House {
    /// The modules of each floor, from the ground up.
    static let floors: [[String]] = [
        ["CCurl", "CLibXML2", "CLoader", "CMalloc", "CPSL", "CSQLite", "CZstd", "FeedModel"],
        ["HTTPTransport", "XMLReading"],
        ["FeedFetching", "FeedParsing", "FeedStorage", "TidingsConfig"],
        ["FeedUpdating"],
        ["tidings", "tidingsd"],
    ]

    /// What each module may import of ours.
    static let arrows: [String: Set<String>] = [
        "tidingsd": [
            "CLoader", "CMalloc", "FeedUpdating", "FeedParsing", "FeedFetching", "FeedStorage",
            "TidingsConfig",
            "HTTPTransport",
            "FeedModel",
        ],
        "tidings": ["CMalloc", "FeedParsing", "FeedStorage", "TidingsConfig", "FeedModel"],
        "FeedUpdating": ["FeedParsing", "FeedFetching", "FeedStorage", "FeedModel"],
        "FeedParsing": ["XMLReading", "FeedModel"],
        "FeedFetching": ["HTTPTransport", "FeedModel", "CPSL"],
        "FeedStorage": ["FeedModel", "CSQLite", "CZstd"],
        "TidingsConfig": ["FeedModel"],
        "XMLReading": ["CLibXML2"],
        "HTTPTransport": ["CCurl"],
    ]

    /// Who may import what is not ours, and why.
    static let doors: [(module: String, targets: Set<String>, reason: String)] = [
        ("GRDB", ["FeedStorage"], "the database"),
        ("CTOML", ["TidingsConfig"], "the syntax of the configuration: TOMLKit's C part"),
        ("DequeModule", ["FeedFetching"], "the waiting line at each host's gate"),
        ("Logging", ["FeedUpdating", "tidingsd"], "logging begins on floor 4"),
        ("ServiceLifecycle", ["FeedUpdating", "tidingsd"], "services, and their orderly end"),
        ("UnixSignals", ["tidingsd"], "the signals of the service group"),
        ("ArgumentParser", ["tidings", "tidingsd"], "arguments belong to the programs"),
        ("Subprocess", ["tidings"], "pager, browser and a poller of one's own"),
        ("SystemPackage", ["tidings", "tidingsd"], "paths of programs; standard error"),
        (
            "FoundationEssentials",
            [
                "FeedModel", "FeedParsing", "FeedFetching", "FeedStorage", "FeedUpdating", "TidingsConfig",
                "tidings",
                "tidingsd",
            ], "Date; in TidingsConfig also the reading of files"
        ),
        (
            "Synchronization",
            ["HTTPTransport", "FeedFetching", "FeedStorage", "FeedUpdating", "tidings", "tidingsd"],
            "what threads share lies behind a Mutex"
        ),
        (
            "Glibc",
            [
                "FeedModel", "HTTPTransport", "XMLReading", "FeedParsing", "FeedStorage", "FeedFetching",
                "TidingsConfig",
                "tidings",
                "tidingsd",
            ],
            "the kernel; unsafe calls are told apart by ForbiddenWordsTests"
        ),
        ("Dispatch", ["FeedStorage"], "watching the wake socket without a thread of its own"),
    ]
}
