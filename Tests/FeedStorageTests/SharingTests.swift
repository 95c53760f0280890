import FeedModel
import FoundationEssentials
import GRDB
import Glibc
import Testing

@testable import FeedStorage

@Suite struct SharingTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func pollersStore() throws -> FeedStore {
        let lock = try PollerLock(guarding: folder.database)
        return try FeedStore.open(at: folder.database, holding: lock)
    }

    @Test func `a second poller is turned away, by name`() throws {
        #expect(PollerLock.holder(of: folder.database) == nil)
        let lock = try PollerLock(guarding: folder.database)
        #expect(PollerLock.holder(of: folder.database)?.process == getpid())
        let refusal = StoreError.busy(.anotherPoller(path: folder.database, process: getpid()))
        #expect(throws: refusal) { _ = try PollerLock(guarding: folder.database) }
        #expect(PollerLock.holder(of: folder.database)?.process == getpid())
        _ = consume lock
        #expect(PollerLock.holder(of: folder.database) == nil)
        _ = try PollerLock(guarding: folder.database)
    }

    @Test func `who holds the lock may note how it does, and the next one begins anew`() throws {
        let lock = try PollerLock(guarding: folder.database, isForGood: true)
        #expect(PollerLock.holder(of: folder.database)?.standing == nil)
        for standing in [PollerLock.Standing.polling, .full, .polling, .full] {
            PollerLock.note(standing, for: folder.database)
            let holder = PollerLock.holder(of: folder.database)
            #expect(holder?.standing == standing)
            #expect(holder?.process == getpid())
        }
        _ = consume lock
        #expect(PollerLock.holder(of: folder.database) == nil)
        let next = try PollerLock(guarding: folder.database, isForGood: true)
        #expect(PollerLock.holder(of: folder.database)?.standing == nil)
        _ = consume next
    }

    @Test func `who holds the lock and is no daemon is known by it`() throws {
        let daemon = try PollerLock(guarding: folder.database, isForGood: true)
        #expect(PollerLock.holder(of: folder.database)?.isDaemon == true)
        PollerLock.note(.polling, for: folder.database)
        #expect(PollerLock.holder(of: folder.database)?.isDaemon == true)
        _ = consume daemon
        let other = try PollerLock(guarding: folder.database)
        #expect(PollerLock.holder(of: folder.database)?.isDaemon == false)
        #expect(PollerLock.holder(of: folder.database)?.process == getpid())
        _ = consume other
    }

    @Test func `all paths to one database have one lock, links among them`() throws {
        try FileManager.default.createDirectory(
            atPath: folder.path + "/real", withIntermediateDirectories: true)
        let real = URL(filePath: folder.path).resolvingSymlinksInPath().path + "/real/t.db"
        for (link, target) in [("folder", "real"), ("link.db", "real/t.db"), ("second.db", "link.db")] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder.path)/\(link)", withDestinationPath: target)
        }
        let ways = ["real/t.db", "folder/t.db", "link.db", "second.db", "real/../folder/./t.db"].map {
            "\(folder.path)/\($0)"
        }
        // Before there is a database, and when there is one.
        for isThere in [false, true] {
            for way in ways {
                let lock = try PollerLock(guarding: way)
                #expect(lock.database == real)
                for other in ways {
                    #expect(PollerLock.holder(of: other)?.process == getpid(), "\(way) \(other)")
                    #expect(throws: StoreError.busy(.anotherPoller(path: real, process: getpid()))) {
                        _ = try PollerLock(guarding: other)
                    }
                }
                if isThere { #expect(try FeedStore.open(at: way, holding: lock).path == real) }
                _ = consume lock
            }
            if !isThere {
                let lock = try PollerLock(guarding: ways[3])
                try FeedStore.open(at: ways[2], holding: lock).database.close()
            }
        }
        #expect(try folder.contents == ["folder", "link.db", "real", "second.db"])
        #expect(try FeedStore.open(at: ways[3]).path == real)
    }

    @Test func `a restore through a link leaves the link, and replaces what it leads to`() throws {
        let link = folder.path + "/link.db"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.database)
        let store = try pollersStore()
        let backup = folder.path + "/backup.db"
        try store.backUp(to: backup)
        try store.database.close()
        let kept = try FeedStore.restore(backup, to: link, holding: try PollerLock(guarding: link))
        #expect(kept == store.path + ".replaced")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == folder.database)
    }

    @Test func `what leads round in a circle leads nowhere`() throws {
        for (link, target) in [("a", "b"), ("b", "a")] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder.path)/\(link)", withDestinationPath: target)
        }
        #expect(throws: StoreError.self) { _ = try FeedStore.open(at: folder.path + "/a") }
    }

    @Test func `a seal that does not fit is none, and a part of one neither`() throws {
        let lock = try PollerLock(guarding: folder.database)
        let line = "1 2 3 4.5 6.7 /file\n"
        let long = String(repeating: line, count: (61 << 10) / line.utf8.count)
        PollerLock.note(seal: line, for: folder.database)
        PollerLock.note(seal: long, for: folder.database)
        #expect(PollerLock.seal(for: folder.database) == "")
        // As an earlier program noted it.
        let more = String(repeating: long, count: 2)
        try Data("1\n\n\(more)".utf8).write(to: URL(filePath: folder.database + ".lock"))
        #expect(PollerLock.seal(for: folder.database) == "")
        _ = consume lock
    }

    @Test func `a seal stays for those who only read, until another is noted`() throws {
        #expect(PollerLock.seal(for: folder.database) == nil)
        let lock = try PollerLock(guarding: folder.database)
        #expect(PollerLock.seal(for: folder.database) == "")
        PollerLock.note(seal: "one\ntwo\n", for: folder.database)
        PollerLock.note(.full, for: folder.database)
        #expect(PollerLock.holder(of: folder.database)?.process == getpid())
        #expect(PollerLock.holder(of: folder.database)?.standing == .full)
        _ = consume lock
        #expect(PollerLock.seal(for: folder.database) == "one\ntwo\n")
        let next = try PollerLock(guarding: folder.database)
        #expect(PollerLock.seal(for: folder.database) == "one\ntwo\n")
        #expect(PollerLock.holder(of: folder.database)?.standing == .once)
        PollerLock.note(seal: "three\n", for: folder.database)
        #expect(PollerLock.seal(for: folder.database) == "three\n")
        #expect(PollerLock.holder(of: folder.database)?.process == getpid())
        _ = consume next
    }

    @Test func `a sign of life is the time of the socket`() throws {
        let path = folder.path + "/wake"
        #expect(WakeSocket.lastSign(at: path) == nil)
        let socket = try WakeSocket(at: path)
        try FileManager.default.setAttributes([.modificationDate: start], ofItemAtPath: path)
        #expect(WakeSocket.lastSign(at: path) == start)
        WakeSocket.giveSign(at: path)
        #expect(try #require(WakeSocket.lastSign(at: path)) > start.plus(hour))
        _ = consume socket
        #expect(WakeSocket.lastSign(at: path) == nil)
    }

    @Test func `the lock is held while the scope runs`() async throws {
        let path = folder.database
        try await PollerLock.holding(path) { lock in
            #expect(lock.database == path)
            #expect(PollerLock.holder(of: path) != nil)
        }
        #expect(PollerLock.holder(of: path) == nil)
    }

    @Test func `the lock of a process that was killed is void`() async throws {
        let path = folder.database
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let lock = try PollerLock(guarding: path)
            kill(getpid(), SIGKILL)
            _ = consume lock
        }
        #expect(FileManager.default.fileExists(atPath: path + ".lock"))
        #expect(PollerLock.holder(of: path) == nil)
        _ = try PollerLock(guarding: path)
    }

    @Test func `B123 · what was applied before a kill is there after it, whole`() async throws {
        let path = folder.database
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let lock = try PollerLock(guarding: path)
            let store = try FeedStore.open(at: path, holding: lock)
            let feed = try store.subscribe(Sample.subscription("https://example.org/feed"), at: start).feed
            try await store.noteAttempts(on: [feed], at: start, until: start.plus(hour))
            _ = try await store.apply(Sample.update(of: feed, Sample.changes(new: [Sample.item("a")])))
            _ = try store.mark(matching: ItemListing(.unread), as: .read, at: start)
            kill(getpid(), SIGKILL)
        }
        let store = try pollersStore()
        #expect(try store.titles(.read) == ["Title of a"])
        #expect(try store.feeds(includesLetGo: false).map(\.lastPoll) == [start])
    }

    @Test func `both programs write at once, and nothing is lost`() async throws {
        let daemon = try pollersStore()
        let command = try FeedStore.open(at: folder.database)
        let feeds = try (0..<20).map { try daemon.feed("https://example.org/\($0)") }
        for feed in feeds { try await daemon.store([Sample.item("old")], in: feed) }
        let old = try command.items(matching: ItemListing(.unread)).map(\.id)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for feed in feeds {
                group.addTask { try await daemon.store((0..<5).map { Sample.item("\($0)") }, in: feed) }
            }
            group.addTask {
                for id in old { _ = try command.mark([id], as: .read, at: start) }
            }
            try await group.waitForAll()
        }
        #expect(try daemon.count(.everything) == 120)
        #expect(try daemon.count(.unread) == 100)
        #expect(try command.count(.read) == 20)
    }

    @Test func `the status tells who polls, and all there is to tell`() async throws {
        let lock = try PollerLock(guarding: folder.database)
        let store = try FeedStore.open(at: folder.database, holding: lock)
        let well = try store.feed("https://a.example/")
        let failing = try store.feed("https://b.example/")
        _ = try store.feed("https://c.example/")
        try await store.store([Sample.item("a"), Sample.item("b")], in: well)
        _ = try await store.apply(
            Sample.update(
                of: failing, at: start.plus(60), .failed(.fetching(FetchFailure(.serverError(status: 503))))))
        _ = try store.mark(matching: ItemListing(.unread, limit: 1), as: .starred, at: start)
        try store.wish(for: [failing], at: start.plus(90))
        let status = try store.status()
        #expect(status.feeds == 3)
        #expect(status.states == [.well: 1, .failing: 1, .new: 1])
        #expect([status.total, status.unread, status.starred, status.wishes] == [2, 2, 1, 1])
        #expect(status.lastPoll == start.plus(60))
        #expect(status.nextPoll == start)
        #expect(status.size > .kilobytes(16))
        #expect(status.poller?.process == getpid())
        _ = consume lock
        #expect(try store.status().poller == nil)
    }

    @Test func `a call wakes the daemon, and many are few`() async throws {
        let path = folder.path + "/wake"
        #expect(!WakeSocket.call(path))
        let socket = try WakeSocket(at: path)
        var status = stat()
        #expect(unsafe stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o660)
        for _ in 0..<3 {
            for _ in 0..<1_000 { #expect(WakeSocket.call(path)) }
            var calls = socket.calls.makeAsyncIterator()
            #expect(await calls.next() != nil)
        }
        _ = consume socket
        #expect(!WakeSocket.call(path))
    }

    @Test func `waiting for a call ends with its task`() async throws {
        let socket = try WakeSocket(at: folder.path + "/wake")
        let calls = socket.calls
        let count = await withTaskGroup(of: Int.self) { group in
            group.addTask { await calls.reduce(into: 0) { count, _ in count += 1 } }
            group.cancelAll()
            return await group.next()
        }
        #expect(count == 0)
        _ = consume socket
    }

    @Test func `a socket that a killed daemon left is replaced`() async throws {
        let path = folder.path + "/wake"
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let socket = try WakeSocket(at: path)
            kill(getpid(), SIGKILL)
            _ = consume socket
        }
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(!WakeSocket.call(path))
        let socket = try WakeSocket(at: path)
        #expect(WakeSocket.call(path))
        _ = consume socket
    }

    @Test func `a path that no socket can have is refused`() throws {
        let long = folder.path + "/" + String(repeating: "w", count: 120)
        #expect(throws: StoreError.self) { _ = try WakeSocket(at: long) }
        #expect(!WakeSocket.call(long))
    }

    @Test func `the folder of a socket is made where it is missing`() throws {
        let path = folder.path + "/none/wake"
        let socket = try WakeSocket(at: path)
        #expect(WakeSocket.call(path))
        _ = consume socket
    }
}
