import FeedFetching
import FeedModel
import FoundationEssentials
import HTTPTransport
import TestSupport
import Testing

@Suite struct LocalFileTests {
    private let fetcher = FeedFetchingTests.fetcher(ScriptedTransport())

    /// Runs a test in a folder of its own.
    private func inFolder(_ body: (String) async throws -> Void) async throws {
        let folder =
            FileManager.default.temporaryDirectory.path + "/tidings ä \(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func write(_ text: String, to path: String) throws {
        #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
    }

    private func file(_ path: String, _ validators: CacheValidators? = nil, limit: ByteCount? = nil)
        -> DueFeed
    {
        due(
            "file://" + path, isDeclared: true, fetching: FeedFetchSettings(sizeLimit: limit),
            validators: validators)
    }

    @Test func `a file is a document once, and again when it was written anew`() async throws {
        try await inFolder { folder in
            let path = folder + "/a.xml"
            try write("<one/>", to: path)
            let first = try await fetcher.fetch(file(path), at: now)
            #expect(first.result.text == "<one/>")
            let second = try await fetcher.fetch(file(path, first.validators), at: now)
            #expect(second.result == .notModified)
            #expect(second.validators == first.validators)
            try write("<another/>", to: path)
            #expect(
                try await fetcher.fetch(file(path, second.validators), at: now).result.text == "<another/>")
        }
    }

    @Test func `escapes, a host of this machine and symbolic links are understood`() async throws {
        try await inFolder { folder in
            try write("<one/>", to: folder + "/a b.xml")
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/link", withDestinationPath: "a b.xml")
            let escaped = folder.replacing(" ", with: "%20").replacing("ä", with: "%C3%A4")
            for address in [
                "file://\(escaped)/a%20b.xml", "file:\(folder)/a b.xml", "FILE://localhost\(folder)/link",
            ] {
                #expect(
                    try await fetcher.fetch(due(address, isDeclared: true), at: now).result.text == "<one/>")
            }
        }
    }

    @Test func `what is missing, no file, empty or too large is a failure`() async throws {
        try await inFolder { folder in
            #expect(
                await fetcher.failure(file(folder + "/no.xml"))?.kind
                    == .file(reason: "there is no such file"))
            #expect(await fetcher.failure(file(folder))?.kind == .file(reason: "it is no ordinary file"))
            #expect(await fetcher.failure(file("/dev/zero"))?.kind == .file(reason: "it is no ordinary file"))
            try write("", to: folder + "/a")
            #expect(await fetcher.failure(file(folder + "/a"))?.kind == .file(reason: "it is empty"))
            try write("12345", to: folder + "/b")
            let limit = ByteCount(bytes: 4)
            #expect(await fetcher.failure(file(folder + "/b", limit: limit))?.kind == .tooLarge(limit: limit))
        }
    }

    @Test func `only a declared feed may be a file`() async {
        #expect(await fetcher.failure(due("file:///etc/hostname"))?.kind == .fileNotDeclared)
    }

    @Test(arguments: ["file:", "file:a.xml", "file://host/a.xml", "file:///a%zz", "file:///a%00b"])
    func `an address that names no file of this machine cannot be polled`(address: String) async {
        guard case .badAddress = await fetcher.failure(due(address, isDeclared: true))?.kind else {
            Issue.record("\(address) was taken")
            return
        }
    }

    @Test func `credentials come from their file`() async throws {
        try await inFolder { folder in
            let transport = ScriptedTransport()
            transport.answer(home, with: answer())
            try write("aladdin:open:sesame\n", to: folder + "/secret")
            let fetching = FeedFetchSettings(credentialsFile: folder + "/secret")
            _ = try await FeedFetchingTests.fetcher(transport).fetch(due(fetching: fetching), at: now)
            #expect(transport.requests.first?.credentials?.user == "aladdin")
            #expect(transport.requests.first?.credentials?.password == "open:sesame")
            let missing = FeedFetchSettings(credentialsFile: folder + "/none")
            guard case .other = await fetcher.failure(due(fetching: missing))?.kind else {
                Issue.record("asked without credentials")
                return
            }
        }
    }
}
