import FoundationEssentials
import Glibc

/// What a person asks of a large library, from the start of the command to its end.
struct Questions {
    let database: String
    let command: String

    private static let runs = 20

    func ask() throws {
        try Scratch.withFolder { folder in
            let file = folder + "/tidings.toml"
            try Data("database = \"\(database)\"\nwake = \"\"\n".utf8).write(to: URL(filePath: file))
            let item = "4321"
            for (words, bar) in [
                (["--version"], Double.infinity), (["list", "-n", "50"], 20), (["count"], 20),
                (["read", item, "--config", file], 20), (["unread", item], 20),
                (["show", item, "--keep"], 20),
                (["list", "feed:https://site7.example/feed.xml", "-n", "50"], 20),
                (["list", "tag:tag3", "-n", "50"], .infinity),
                (["search", SampleItems.rare], 100), (["search", SampleItems.common], 100),
                (["search", SampleItems.common, SampleItems.rare], 100),
                (["list", SampleItems.common, "-n", "50"], .infinity),
                (["list", SampleItems.rare, "-n", "50"], .infinity),
            ] {
                let all =
                    words.contains("--config") || words == ["--version"] ? words : words + ["--config", file]
                let times = (0..<Self.runs).map { _ in milliseconds(of: all) }.sorted()
                Bar.print(
                    words.prefix { $0 != "--config" }.joined(separator: " "), times[Self.runs / 2],
                    atMost: bar, unit: "ms")
            }
            try markFeed(file)
        }
        Bar.finish()
    }

    /// Marks three thousand items of one feed read, and takes it back.
    private func markFeed(_ file: String) throws {
        var times: [Double] = []
        for feed in 11..<16 {
            let words = ["read", "feed:https://site\(feed).example/feed.xml", "--config", file]
            times.append(milliseconds(of: words))
            _ = milliseconds(of: ["undo", "--config", file])
        }
        Bar.print("read a feed", times.sorted()[2], atMost: 50, unit: "ms")
    }

    private func milliseconds(of words: [String]) -> Double {
        let start = Stopwatch.wall()
        var arguments: [UnsafeMutablePointer<CChar>?] =
            unsafe ([command] + words).map { unsafe strdup($0) } + [nil]
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var child: pid_t = 0
        precondition(
            unsafe posix_spawn(&child, command, &actions, nil, &arguments, environ) == 0,
            "cannot start \(command)")
        var status: Int32 = 0
        unsafe waitpid(child, &status, 0)
        precondition(status == 0, "\(words) ended with \(status)")
        unsafe arguments.forEach { unsafe free($0) }
        unsafe posix_spawn_file_actions_destroy(&actions)
        return (Stopwatch.wall() - start) * 1e3
    }
}
