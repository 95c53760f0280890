import Foundation
import Testing

/// `config check` and `config show`.
struct ConfigCommandTests {
    @Test func `each setting in force is shown with its origin, as a configuration itself`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.write(
            """
            database = "tidings.db"
            [fetch]
            width = 7
            proxy = "http://me:secret@127.0.0.1:8080"
            [[feed]]
            url = "https://me:secret@example.org/feed"
            title = "A \\"quoted\\" one"
            tags = ["a", "b"]
            interval = "6h"
            """, to: programs.configuration)
        #expect(try await programs.tidings("config", "check").output == "ok\n")
        let shown = try await programs.tidings("config", "show")
        #expect(shown.status == 0)
        #expect(shown.output.contains("\n[fetch]\nwidth = 7  # line 3\n"))
        #expect(shown.output.contains("\nper-host = 1  # default\n"))
        #expect(shown.output.contains("\nproxy = \"http://127.0.0.1:8080\"  # line 4\n"))
        #expect(!shown.output.contains("secret"))
        #expect(
            shown.output.hasSuffix(
                """

                [[feed]]  # line 5
                url = "https://example.org/feed"
                title = "A \\"quoted\\" one"
                tags = ["a", "b"]
                interval = "6h"

                """))
        try programs.write(shown.output, to: programs.configuration)
        #expect(try await programs.tidings("config", "check").output == "ok\n")
    }

    @Test func `lists warn of a configuration that was broken after the daemon had read it`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.configure([])
        try await programs.tidingsd("--once")
        let before = try await programs.tidings("count")
        #expect(before.output == "0\n")
        #expect(before.complaints.isEmpty)
        let sound = try String(contentsOfFile: programs.configuration, encoding: .utf8)
        try programs.write(sound + "[retention]\nnonsense = 1\n", to: programs.configuration)
        let broken = try await programs.tidings("count")
        #expect(broken.status == 0)
        #expect(broken.output == "0\n")
        #expect(broken.complaints.contains("nonsense"))
        try programs.write(sound, to: programs.configuration)
        #expect(try await programs.tidings("count").complaints.isEmpty)
    }

    @Test func `every mistake is told with its line`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.write("nonsense = 1\n[fetch]\nwidht = 3\n", to: programs.configuration)
        let checked = try await programs.tidings("config", "check")
        #expect(checked.status == 78)
        #expect(checked.lines.count == 2)
        #expect(checked.output.contains("tidings.toml:3: "))
        let shown = try await programs.tidings("config", "show")
        #expect(shown.status == 78)
        #expect(shown.complaints.contains("tidings config check lists every problem"))
    }
}
