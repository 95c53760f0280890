import Foundation
import Testing

/// The shipped manual pages, as the programs that show them see them.
struct ManualPageTests {
    private static let folder =
        #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined() + "/etc/man"

    @Test(
        .enabled(if: isThere("/usr/bin/mandoc"), "mandoc is not installed"),
        arguments: ["tidings.1", "tidings-query.7", "tidings.toml.5", "tidingsd.8"])
    func `mandoc has nothing to say of a page`(name: String) async throws {
        try await expectSilence(of: "/usr/bin/mandoc", ["-T", "lint", "-W", "warning"], about: name)
    }

    @Test(
        .enabled(if: isThere("/usr/bin/groff"), "groff is not installed"),
        arguments: ["tidings.1", "tidings-query.7", "tidings.toml.5", "tidingsd.8"])
    func `groff has nothing to say of a page`(name: String) async throws {
        try await expectSilence(of: "/usr/bin/groff", ["-ww", "-mandoc", "-Tutf8", "-z"], about: name)
    }

    private func expectSilence(of program: String, _ arguments: [String], about name: String) async throws {
        let programs = try Programs()
        defer { programs.removeFolder() }
        let ending = try await programs.run(program, arguments + ["\(Self.folder)/\(name)"])
        #expect(ending.output + ending.complaints == "")
    }

    private static func isThere(_ path: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: path)
    }
}
