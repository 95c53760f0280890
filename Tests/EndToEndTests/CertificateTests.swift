import Testing

/// Certificates that nobody vouches for.
struct CertificateTests {
    @Test(
        "B99 · a bad certificate is refused in words, and accepted where one feed makes the exception",
        .enabled(if: TLSServer.isThere))
    func exception() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        let server = try await TLSServer.started(
            in: programs.folder, feed: Samples.rss(items: ["one", "two"], title: "Gazette"))
        defer { server.stop() }
        try programs.configure([server.url("/feed")])
        try await programs.tidingsd("--once")
        let refused = try await programs.tidings("feeds")
        #expect(refused.output.contains("no trusted connection"))
        #expect(refused.output.contains("certificate"))
        #expect(try await programs.tidings("count").output == "0\n")

        try programs.configure(["\(server.url("/feed"))\"\ntls = \"any-certificate"])
        try await programs.tidingsd("--once")
        #expect(try await programs.tidings("count").output == "2\n")
        #expect(try await programs.tidings("feeds", "--broken").output == "")
    }

    @Test(
        "B99 · the exception is one feed's own: another's server is refused all the same",
        .enabled(if: TLSServer.isThere))
    func others() async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        let server = try await TLSServer.started(in: programs.folder, feed: Samples.rss(items: ["one"]))
        defer { server.stop() }
        let other = try await TLSServer.started(in: programs.folder, feed: Samples.rss(items: ["two"]))
        defer { other.stop() }
        try programs.configure(["\(server.url("/feed"))\"\ntls = \"any-certificate", other.url("/feed")])
        try await programs.tidingsd("--once")
        #expect(try await programs.tidings("count").output == "1\n")
        #expect(try await programs.tidings("feeds", "--broken").output.contains("no trusted connection"))
    }
}
