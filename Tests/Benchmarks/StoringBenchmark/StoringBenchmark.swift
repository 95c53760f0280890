import FeedModel
import FeedStorage
import FoundationEssentials

/// Prints what storing items costs beside bare SQLite, how much room they take, and what a person waits for in a large
/// library.
///
///     StoringBenchmark write
///     StoringBenchmark build FILE FEEDS ITEMS
///     StoringBenchmark ask FILE TIDINGS
///
/// `build` makes a library of short items once; `ask` runs the command TIDINGS on it and prints medians of 20 runs.
/// Ends with 1 where a bar is missed.
@main
struct StoringBenchmark {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch (arguments.first, arguments.count) {
        case ("write", 1), (nil, 0):
            try await WriteSpeed().measure()
        case ("build", 4):
            let words = Array(arguments)
            guard let feeds = Int(words[2]), let items = Int(words[3]) else { return usage() }
            try await Library(path: words[1], feeds: feeds, items: items).build()
        case ("ask", 3):
            let words = Array(arguments)
            try Questions(database: words[1], command: words[2]).ask()
        default: usage()
        }
    }

    private static func usage() {
        print("StoringBenchmark write | build FILE FEEDS ITEMS | ask FILE TIDINGS")
    }
}
