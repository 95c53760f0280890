import FeedModel
import FoundationEssentials
import GRDB
import Glibc
import Testing

@testable import FeedStorage

/// Root may do everything, so each of these runs in a process of its own that has become nobody.
@Suite(.enabled(if: geteuid() == 0, "only root can become nobody")) struct PermissionTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        let lock = try PollerLock(guarding: folder.database)
        let store = try FeedStore.open(at: folder.database, holding: lock)
        _ = try store.feed()
        try store.database.close()
        #expect(unsafe chmod(folder.path, 0o777) == 0)
    }

    @Test func `a database that one may not read is told as permission`() async throws {
        let path = folder.database
        await #expect(processExitsWith: .success) { [path = path as String] in
            becomeNobody()
            #expect(throws: StoreError.permission(path: path, reason: "permission denied")) {
                try FeedStore.open(at: path)
            }
        }
    }

    @Test func `a database that one may only read is told as permission`() async throws {
        let path = folder.database
        #expect(unsafe chmod(path, 0o644) == 0)
        await #expect(processExitsWith: .success) { [path = path as String] in
            becomeNobody()
            #expect(throws: StoreError.permission(path: path, reason: "permission denied")) {
                try FeedStore.open(at: path)
            }
        }
    }

    @Test func `a folder that one may only read is told as permission, and nothing is left in it`()
        async throws
    {
        let path = folder.database
        let parent = folder.path
        #expect(unsafe chmod(path, 0o666) == 0)
        #expect(unsafe chmod(parent, 0o755) == 0)
        let before = try folder.contents
        await #expect(processExitsWith: .success) { [path = path as String, parent = parent as String] in
            becomeNobody()
            #expect(throws: StoreError.permission(path: parent, reason: "permission denied")) {
                try FeedStore.open(at: path)
            }
            #expect(throws: StoreError.self) { _ = try PollerLock(guarding: path) }
        }
        #expect(try folder.contents == before)
    }

    @Test func `a folder that a new database may not lie in is told as permission`() async throws {
        let path = folder.path + "/new.db"
        #expect(unsafe chmod(folder.path, 0o755) == 0)
        await #expect(processExitsWith: .success) { [path = path as String] in
            becomeNobody()
            #expect(throws: StoreError.permission(path: path + ".lock", reason: "permission denied")) {
                _ = try PollerLock(guarding: path)
            }
        }
    }

    @Test func `whoever the modes admit may read and mark`() async throws {
        let path = folder.database
        #expect(unsafe chmod(path, 0o666) == 0)
        await #expect(processExitsWith: .success) { [path = path as String] in
            becomeNobody()
            let store = try FeedStore.open(at: path)
            #expect(try store.feeds(includesLetGo: false).count == 1)
            try store.wish(for: nil, at: start)
            #expect(try store.pendingWishes().count == 1)
        }
    }
}

private func becomeNobody() {
    #expect(setgroups(0, nil) == 0)
    #expect(setgid(65_534) == 0)
    #expect(setuid(65_534) == 0)
}
