import Foundation
import TestSupport
import Testing

/// What an administrator and their tools learn from outside.
struct StatusTests {
    @Test func `figures are OpenMetrics text, of the whole and of each feed`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve(
                "/a", Reply(text: Samples.rss(items: ["a1", "a2"], title: #"The "\n" \ quoted"#)))
            server.serve("/b", Reply(404, text: ""))
            try programs.configure([server.url("/a"), server.url("/b")], longestPause: "1h")
            try await programs.tidingsd("--once")
            try await programs.tidings("read", "1")

            let printed = try await programs.tidings("status", "--metrics")
            #expect(printed.status == 0)
            let metrics = try OpenMetricsText(reading: printed.output)
            #expect(metrics.value("tidings_daemon_up") == 0)
            #expect(metrics.value("tidings_feeds", ["state": "well"]) == 1)
            #expect(metrics.value("tidings_feeds", ["state": "failing"]) == 1)
            #expect(metrics.value("tidings_items") == 2)
            #expect(metrics.value("tidings_items_unread") == 1)
            #expect(metrics.value("tidings_last_day_new_items") == 2)
            #expect(metrics.value("tidings_last_day_polls", ["outcome": "failed"]) == 1)
            let labels = ["feed": "1", "title": #"The "\n" \ quoted"#, "url": server.url("/a")]
            #expect(metrics.value("tidings_feed", labels) == 1)
            #expect(metrics.value("tidings_feed_well", ["feed": "1"]) == 1)
            #expect(metrics.value("tidings_feed_well", ["feed": "2"]) == 0)
            #expect(metrics.value("tidings_feed_failures", ["feed": "2"]) == 1)
            #expect(metrics.value("tidings_feed_last_success_timestamp_seconds", ["feed": "1"]) ?? 0 > 1.7e9)
            #expect(metrics.value("tidings_feed_last_success_timestamp_seconds", ["feed": "2"]) == nil)
            #expect(metrics.value("tidings_feed_items_unread", ["feed": "1"]) == 1)
        }
    }

    @Test func `the last day is a small table, once there was a poll`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: ["a1", "a2"])))
            server.serve("/b", Reply(404, text: ""))
            try programs.configure([])
            try await programs.tidingsd("--once")
            #expect(try await !programs.tidings("status").output.contains("last day"))
            try programs.configure([server.url("/a"), server.url("/b")])
            try await programs.tidingsd("--once")
            let lines = try await programs.tidings("status").lines
            let header = try #require(lines.firstIndex { $0.hasPrefix("last day") })
            let rows = lines[header...].map { $0.split(separator: " ").map(String.init) }
            #expect(rows.count == 7)
            #expect(rows[0].suffix(5) == ["polls", "unchanged", "new", "items", "failed"])
            #expect(rows[1] == ["0-4h", "ago", "2", "0", "2", "1"])
            #expect(rows[6] == ["20-24h", "ago", "0", "0", "0", "0"])
        }
    }

    @Test func `the service manager's status has figures, and says why a configuration is not in force`()
        async throws
    {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: ["a1", "a2"])))
            try programs.configure([server.url("/a")], longestPause: "1h")
            let socket = try NotifySocket(in: programs.folder)
            let daemon = try programs.startDaemon(
                environment: ["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "2000000"])
            let resting = await socket.next { $0.contains { $0.hasPrefix("STATUS=Resting until 20") } }
            #expect(resting.contains("WATCHDOG=1"))
            #expect(resting.contains { $0.hasSuffix("since the start: 1 poll, 2 new items") })
            // At rest, the watchdog is fed at twice the pace that it asks for.
            for _ in 1...2 { #expect(await socket.next { $0.contains("WATCHDOG=1") }.count == 2) }

            try programs.write("nonsense = 1\n", to: programs.configuration)
            daemon.interrupt(SIGHUP)
            let told = await socket.next { $0.contains("READY=1") }
            #expect(told.contains { $0.contains("not in force") && $0.contains("nonsense") })
            // It is still said when there is other news.
            let later = await socket.next { $0.contains("WATCHDOG=1") }
            #expect(later.contains { $0.contains("not in force") && $0.contains("Resting") })
            #expect(await daemon.stop() == 0)
        }
    }

    @Test func `a daemon that gives no sign of life makes no progress, until it does again`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: ["a1"])))
            try programs.configure([server.url("/a")], longestPause: "1h")
            let daemon = try await programs.startReadyDaemon()
            #expect(try await programs.tidings("status").status == 0)
            daemon.interrupt(SIGSTOP)
            // As it is when it has hung for five minutes.
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -300)],
                ofItemAtPath: programs.folder + "/wake")
            let hung = try await programs.tidings("status")
            #expect(hung.status == 75)
            #expect(hung.lines.first?.contains("makes no progress") == true)
            let metrics = try await programs.tidings("status", "--metrics")
            #expect(try OpenMetricsText(reading: metrics.output).value("tidings_daemon_stuck") == 1)
            // A mistake in the configuration hides nothing of it, wherever it stands.
            let sound = try String(contentsOfFile: programs.configuration, encoding: .utf8)
            for mistake in ["\n[log]\nlevel = 'nonsense'\n", "\nno TOML at all\n"] {
                try programs.write(sound + mistake, to: programs.configuration)
                let faulty = try await programs.tidings("status")
                #expect(faulty.status == 75)
                #expect(faulty.complaints.contains("warning"))
            }
            try programs.write(sound, to: programs.configuration)
            daemon.interrupt(SIGCONT)
            #expect(try await programs.tidings("refresh", "--wait").status == 0)
            #expect(try await programs.tidings("status").status == 0)
            #expect(await daemon.stop() == 0)
        }
    }

    @Test func `a daemon that waits for room on the disk is not well`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: ["a1"])))
            try programs.configure([server.url("/a")], longestPause: "1h")
            let daemon = try await programs.startReadyDaemon()
            let note = try String(contentsOfFile: programs.database + ".lock", encoding: .utf8)
            #expect(note.contains("\npolling\n"))
            // What a full disk has it note; etc/scripts/service-inside fills one.
            try programs.write(note.replacing("polling", with: "full"), to: programs.database + ".lock")
            let full = try await programs.tidings("status")
            #expect(full.status == 75)
            #expect(full.lines.first?.contains("room on the disk") == true)
            let json = try await programs.tidings("status", "--json")
            #expect(json.status == 75)
            #expect(json.output.contains(#""daemon": "full""#))
            #expect(await daemon.stop() == 0)
            #expect(try await programs.tidings("status").status == 69)
        }
    }

    @Test func `a service waits for the end of another poller, and a person is told at once`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try await LoopbackServer.running { server in
            server.serve("/a", Reply(text: Samples.rss(items: ["a1"])))
            try programs.configure([server.url("/a")], longestPause: "1h")
            let first = try await programs.startReadyDaemon()
            let folder = programs.folder + "/second"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            let socket = try NotifySocket(in: folder)
            let second = try programs.startDaemon(environment: ["NOTIFY_SOCKET": socket.path])
            let waiting = await socket.next()
            #expect(waiting.contains { $0.hasPrefix("EXTEND_TIMEOUT_USEC=") })
            #expect(waiting.contains { $0.hasPrefix("STATUS=Waiting for another poller") })
            #expect(try await programs.tidingsd("--config", programs.configuration).status == 75)
            #expect(await first.stop() == 0)
            #expect(await socket.next { $0.contains("READY=1") }.contains("WATCHDOG=1"))
            #expect(second.logged.split(separator: "\n").count { $0.contains("another poller") } == 1)
            #expect(await second.stop() == 0)
        }
    }

    @Test func `the service manager learns why the daemon does not start`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.write("nonsense = 1\n", to: programs.configuration)
        let socket = try NotifySocket(in: programs.folder)
        let ending = try await programs.run(
            "tidingsd", ["--config", programs.configuration], environment: ["NOTIFY_SOCKET": socket.path])
        #expect(ending.status == 78)
        #expect(await socket.next().contains { $0.hasPrefix("STATUS=") && $0.contains("nonsense") })
    }

    @Test func `of two ways to print the status one is chosen`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        #expect(try await programs.tidings("status", "--json", "--metrics").status == 64)
    }

    @Test func `figures say that nothing polls where the database cannot be read`() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        try programs.configure([])
        let none = try await programs.tidings("status", "--metrics")
        #expect(none.status == 0)
        #expect(try OpenMetricsText(reading: none.output).value("tidings_daemon_up") == 0)
        try programs.write(String(repeating: "no database ", count: 500), to: programs.database)
        let damaged = try await programs.tidings("status", "--metrics")
        #expect(damaged.status == 0)
        #expect(try OpenMetricsText(reading: damaged.output).value("tidings_daemon_up") == 0)
        #expect(damaged.complaints.count { $0 == "\n" } == 1)
    }
}
