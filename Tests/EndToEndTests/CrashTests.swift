import Foundation
import TestSupport
import Testing

/// Programs that are killed, at moments given by what happens, and databases that are damaged; `etc/scripts/crash` plays
/// the same at length and by chance.
struct CrashTests {
    @Test func `B123 · what a daemon stored and a reader marked is there after each kill`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let web = FeedWeb(server: server, feeds: 20, items: 10)
            try programs.configure(web.urls, fetch: "width = 4")
            try await programs.tidingsd("--once")
            var chance = Seeded(state: 20_261_126)
            var read = Set<Int>()
            for _ in 0..<6 {
                let asked = server.requests.count
                let daemon = try programs.startDaemon()
                let item = Int.random(in: 1...200, using: &chance)
                await server.received(asked + Int.random(in: 1...40, using: &chance))
                #expect(try await programs.tidings("read", "\(item)").status == 0)
                read.insert(item)
                web.publish(1, in: Int.random(in: 0..<20, using: &chance))
                let seen = server.requests.count
                await server.received(seen + Int.random(in: 1...20, using: &chance))
                #expect(await daemon.kill9())
                #expect(try await programs.tidings("db", "check").output == "ok\n")
            }
            #expect(try await programs.tidingsd("--once").status == 0)
            let items = try await Items(of: programs)
            #expect(items.titles == web.guids.sorted())
            #expect(items.read == read)
        }
    }

    @Test func `marks of a command that is killed while it writes are all there, or none`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let web = FeedWeb(server: server, feeds: 10, items: 40)
            try programs.configure(web.urls)
            try await programs.tidingsd("--once")
            for command in ["read", "unread", "read"] {
                let before = try await Items(of: programs).read
                let size = Self.size(of: programs.database + "-wal")
                let marking = try programs.startTidings(command, "1-400")
                let log = programs.database + "-wal"
                await marking.happened { Self.size(of: log) != size }
                let wasKilled = await marking.kill9()
                #expect(try await programs.tidings("db", "check").output == "ok\n")
                let after = try await Items(of: programs).read
                let all = command == "read" ? Set(1...400) : []
                #expect(after == all || (wasKilled && after == before))
            }
            #expect(try await programs.tidings("read", "1-400").status == 0)
        }
    }

    @Test func `a backup that is killed half-way leaves the one that was there`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let web = FeedWeb(server: server, feeds: 5, items: 30)
            try programs.configure(web.urls)
            try await programs.tidingsd("--once")
            let backup = programs.folder + "/backup"
            #expect(try await programs.tidings("db", "backup", backup).status == 0)
            let before = try Data(contentsOf: URL(fileURLWithPath: backup))
            try await programs.tidings("read", "1-30")
            let copying = try programs.startTidings("db", "backup", backup)
            let folder = programs.folder
            await copying.happened {
                let files = try? FileManager.default.contentsOfDirectory(atPath: folder)
                return files?.contains { $0.hasPrefix("backup.part-") } ?? false
            }
            if await copying.kill9() {
                #expect(try Data(contentsOf: URL(fileURLWithPath: backup)) == before)
            }
            #expect(try await programs.tidings("db", "backup", backup).status == 0)
            #expect(try await programs.tidings("db", "restore", backup).status == 0)
            #expect(try await Items(of: programs).read == Set(1...30))
        }
    }

    /// Ways to damage a database.
    enum Damage: CaseIterable, Sendable {
        case noHead, cut, emptyPages, noise

        func spoil(_ bytes: inout Data) {
            switch self {
            case .noHead: bytes.replaceSubrange(0..<100, with: Data(repeating: 0xA5, count: 100))
            case .cut: bytes = bytes.prefix(bytes.count / 2)
            case .emptyPages:
                bytes.replaceSubrange(4_096..., with: Data(count: bytes.count - 4_096))
            case .noise:
                var chance = Seeded(state: 1)
                for index in 4_096..<bytes.count { bytes[index] = UInt8.random(in: 0...255, using: &chance) }
            }
        }
    }

    @Test(arguments: Damage.allCases)
    func `a damaged database is refused with the command that restores a backup`(_ damage: Damage)
        async throws
    {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let web = FeedWeb(server: server, feeds: 3, items: 20)
            try programs.configure(web.urls)
            try await programs.tidingsd("--once")
            try await programs.tidings("read", "1-7")
            let backup = programs.folder + "/backup"
            try await programs.tidings("db", "backup", backup)
            var bytes = try Data(contentsOf: URL(fileURLWithPath: backup))
            damage.spoil(&bytes)
            for name in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: programs.database + name)
            }
            try bytes.write(to: URL(fileURLWithPath: programs.database))
            for ending in [
                try await programs.tidings("list", "--all"), try await programs.tidings("read", "1"),
                try await programs.tidings("db", "check"), try await programs.tidingsd("--once"),
                try await programs.tidingsd(),
            ] {
                #expect(ending.status == 65)
                #expect(ending.complaints.contains("tidings db restore FILE"))
            }
            #expect(try await programs.tidings("db", "restore", backup).status == 0)
            let items = try await Items(of: programs)
            #expect(items.titles == web.guids.sorted())
            #expect(items.read == Set(1...7))
        }
    }

    @Test func `a log of noise takes nothing from what is in the database`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            let web = FeedWeb(server: server, feeds: 2, items: 5)
            try programs.configure(web.urls)
            try await programs.tidingsd("--once")
            try await programs.tidings("db", "compact")
            try? FileManager.default.removeItem(atPath: programs.database + "-shm")
            try programs.write(
                String(repeating: "7\u{7F}noise ", count: 10_000), to: programs.database + "-wal")
            #expect(try await programs.tidings("count").output == "10\n")
            #expect(try await programs.tidings("db", "check").output == "ok\n")
            #expect(try await programs.tidingsd("--once").status == 0)
        }
    }

    private static func size(of file: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        return attributes?[.size] as? Int ?? 0
    }

    /// What is listed: titles, and the numbers of what is read.
    private struct Items {
        let titles: [String]
        let read: Set<Int>

        private struct Item: Decodable {
            let id: Int
            let title: String
            let read: Bool
        }

        init(of programs: Programs) async throws {
            let listed = try await programs.tidings("list", "--all", "--json").output
            let items = try JSONDecoder().decode([Item].self, from: Data(listed.utf8))
            titles = items.map(\.title).sorted()
            read = Set(items.filter(\.read).map(\.id))
        }
    }
}
