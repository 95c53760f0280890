// swift-tools-version: 6.2
// Laid out as the house is (etc/doc/architecture.md): one section a floor, an arrow may only go down.

import PackageDescription

let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A hundred thousand places of a program depend on where it lies; packed, the loader is through them in a fraction of the
/// time, and they are no memory at rest. It is the linker of the Swift toolchain that knows how. Nobody loads the programs as
/// a library, so that their names, 13,000, are nobody's: the runtime looks through all of them as it begins.
let linking = [
    "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "--no-export-dynamic",
]

/// Where the headers of libxml2 are. pkg-config would say so too, but it would link the library as well, and each command would
/// load it at its start (etc/doc/decisions/0013-libxml2-when-needed.md).
let libxml2: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-I/usr/include/libxml2"])]

let package = Package(
    name: "tidings",
    products: [
        .executable(name: "tidingsd", targets: ["tidingsd"]),
        .executable(name: "tidings", targets: ["tidings"]),
    ],
    dependencies: [
        // The chosen libraries, each behind one door; why each: etc/doc/decisions.
        .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
    ],
    targets: [
        // MARK: Floor 1 · ground

        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]
        ),

        .systemLibrary(
            name: "CLibXML2",
            providers: [.apt(["libxml2-dev"])]
        ),

        .systemLibrary(name: "CLoader"),

        .systemLibrary(name: "CMalloc"),

        .systemLibrary(
            name: "CPSL",
            pkgConfig: "libpsl",
            providers: [.apt(["libpsl-dev"])]
        ),

        .systemLibrary(
            name: "CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]
        ),

        .systemLibrary(
            name: "CZstd",
            pkgConfig: "libzstd",
            providers: [.apt(["libzstd-dev"])]
        ),

        .target(
            name: "FeedModel",
            swiftSettings: house
        ),
        .testTarget(
            name: "FeedModelTests",
            dependencies: [
                "FeedModel",
                "ScheduleSimulation",
            ],
            swiftSettings: house
        ),

        // MARK: Floor 2 · edges

        .target(
            name: "HTTPTransport",
            dependencies: [
                "CCurl"
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "HTTPTransportTests",
            dependencies: [
                "HTTPTransport",
                "TestSupport",
            ],
            swiftSettings: house
        ),

        .target(
            name: "XMLReading",
            dependencies: [
                "CLibXML2"
            ],
            swiftSettings: house + libxml2
        ),
        .testTarget(
            name: "XMLReadingTests",
            dependencies: [
                "XMLReading"
            ],
            swiftSettings: house + libxml2
        ),

        // MARK: Floor 3 · capabilities

        .target(
            name: "FeedFetching",
            dependencies: [
                "CPSL",
                "FeedModel",
                "HTTPTransport",
                .product(name: "DequeModule", package: "swift-collections"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "FeedFetchingTests",
            dependencies: [
                "FeedFetching",
                "FeedModel",
                "HTTPTransport",
                "TestSupport",
            ],
            swiftSettings: house
        ),

        .target(
            name: "FeedParsing",
            dependencies: [
                "FeedModel",
                "XMLReading",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "FeedParsingTests",
            dependencies: [
                "FeedModel",
                "FeedParsing",
                "ReaderInvariants",
            ],
            exclude: ["Corpus"],
            swiftSettings: house
        ),

        .target(
            name: "FeedStorage",
            dependencies: [
                "CSQLite",
                "CZstd",
                "FeedModel",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "FeedStorageTests",
            dependencies: [
                "FeedModel",
                "FeedStorage",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Schemas"],
            swiftSettings: house
        ),

        .target(
            name: "TidingsConfig",
            dependencies: [
                "FeedModel",
                .product(name: "TOMLKit", package: "TOMLKit"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "TidingsConfigTests",
            dependencies: [
                "FeedModel",
                "TidingsConfig",
            ],
            swiftSettings: house
        ),

        // MARK: Floor 4 · services

        .target(
            name: "FeedUpdating",
            dependencies: [
                "FeedFetching",
                "FeedModel",
                "FeedParsing",
                "FeedStorage",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "FeedUpdatingTests",
            dependencies: [
                "FeedFetching",
                "FeedModel",
                "FeedStorage",
                "FeedUpdating",
                "HTTPTransport",
                "TestSupport",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house
        ),

        // MARK: Floor 5 · programs

        .executableTarget(
            name: "tidings",
            dependencies: [
                "CMalloc",
                "FeedModel",
                "FeedParsing",
                "FeedStorage",
                "TidingsConfig",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: house,
            // The library of C++, of which little is used, has some thousand names to look up: the release takes its
            // archive instead (etc/doc/decisions/0015-start-of-a-command.md).
            linkerSettings: [
                .unsafeFlags(linking),
                .unsafeFlags(
                    [
                        "-L\(Context.packageDirectory)/etc/linking", "-Xclang-linker", "-static-libgcc",
                    ], .when(configuration: .release)),
            ]
        ),

        .testTarget(
            name: "TidingsTests",
            dependencies: [
                "FeedModel",
                "FeedStorage",
                "TidingsConfig",
                "tidings",
                "tidingsd",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: house
        ),

        .executableTarget(
            name: "tidingsd",
            dependencies: [
                "CLoader",
                "CMalloc",
                "FeedFetching",
                "FeedModel",
                "FeedParsing",
                "FeedStorage",
                "FeedUpdating",
                "HTTPTransport",
                "TidingsConfig",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house,
            linkerSettings: [
                // Each poll reads a document.
                .linkedLibrary("xml2"),
                .unsafeFlags(linking),
                // QuietWorkers.swift: libdispatch does not look each second whether its threads are enough.
                .unsafeFlags([
                    "-Xlinker", "--wrap=_dispatch_workq_worker_register",
                    "-Xlinker", "--wrap=_dispatch_workq_worker_unregister",
                ]),
            ]
        ),

        // MARK: Tests of the whole

        .target(
            name: "ReaderInvariants",
            dependencies: [
                "FeedModel",
                "FeedParsing",
            ],
            path: "Tests/ReaderInvariants",
            swiftSettings: house
        ),

        .target(
            name: "TestSupport",
            dependencies: [
                "HTTPTransport"
            ],
            path: "Tests/TestSupport",
            swiftSettings: house
        ),

        .target(
            name: "ScheduleSimulation",
            dependencies: [
                "FeedModel"
            ],
            path: "Tests/ScheduleSimulation",
            swiftSettings: house
        ),

        .testTarget(
            name: "ArchitectureTests",
            swiftSettings: house
        ),

        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "TestSupport",
                "tidings",
                "tidingsd",
            ],
            exclude: ["Golden"],
            swiftSettings: house
        ),
    ]
)

// MARK: Benchmarks

// Only where they are asked for: whoever builds tidings need not build them.
if Context.environment["TIDINGS_BENCH"] != nil {
    package.targets += [
        .target(
            name: "CBaselines",
            dependencies: [
                "CLibXML2",
                "CZstd",
            ],
            path: "Tests/Benchmarks/Baselines",
            cSettings: [.unsafeFlags(["-I/usr/include/libxml2"])],
            linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("xml2")]
        ),
        .executableTarget(
            name: "ParsingBenchmark",
            dependencies: [
                "CBaselines",
                "FeedModel",
                "FeedParsing",
            ],
            path: "Tests/Benchmarks/ParsingBenchmark",
            swiftSettings: house
        ),
        .executableTarget(
            name: "StoringBenchmark",
            dependencies: [
                "CBaselines",
                "FeedModel",
                "FeedStorage",
            ],
            path: "Tests/Benchmarks/StoringBenchmark",
            swiftSettings: house
        ),
        .executableTarget(
            name: "ScheduleSimulator",
            dependencies: [
                "FeedModel",
                "ScheduleSimulation",
            ],
            path: "Tests/Benchmarks/ScheduleSimulator",
            swiftSettings: house
        ),
    ]
}

// MARK: Fuzzers
// They need libFuzzer and its main function, so they are targets only where etc/scripts/fuzz asks for them.

if Context.environment["TIDINGS_FUZZ"] != nil {
    package.targets.append(.target(name: "FuzzerStart", path: "Tests/Fuzzing/FuzzerStart"))
    package.targets += ["FuzzDates", "FuzzHTML", "FuzzJSON", "FuzzOPML", "FuzzXML"].map { name in
        .executableTarget(
            name: name,
            dependencies: ["FeedModel", "FuzzerStart", "ReaderInvariants"],
            path: "Tests/Fuzzing/\(name)",
            swiftSettings: house,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])]
        )
    }
}
