import ArgumentParser
import FeedModel
import Foundation
import Testing
import TidingsConfig

@testable import tidings
@testable import tidingsd

/// The manual pages are written from the programs and from what is beside this: run this suite with `TIDINGS_RECORD=1` to
/// write them anew.
@Suite struct ManualTests {
    private static let root = #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined()
    private static let names = ["tidings.1", "tidings-query.7", "tidings.toml.5", "tidingsd.8"]

    private static func page(_ name: String) throws -> String {
        switch name {
        case "tidings.1": TidingsManual.page(of: try CommandHelp.read(Tidings._dumpHelp()))
        case "tidings-query.7": QueryManual.page
        case "tidings.toml.5": ConfigManual.page
        default: DaemonManual.page(of: try CommandHelp.read(TidingsDaemon._dumpHelp()))
        }
    }

    @Test(arguments: names)
    func `each page says what the programs say`(name: String) throws {
        let path = "\(Self.root)/etc/man/\(name)"
        let page = try Self.page(name)
        if ProcessInfo.processInfo.environment["TIDINGS_RECORD"] == "1" {
            try Data(page.utf8).write(to: URL(filePath: path))
        }
        let shipped = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        #expect(shipped == page, "write it anew: TIDINGS_RECORD=1 swift test --filter ManualTests")
    }

    @Test(arguments: names)
    func `each page has its parts, and no line that would be read otherwise than meant`(name: String) throws {
        let lines = try Self.page(name).split(separator: "\n", omittingEmptySubsequences: false)
        for part in [".Sh NAME", ".Sh DESCRIPTION", ".Sh EXAMPLES", ".Sh SEE ALSO"] {
            #expect(lines.contains { $0 == part }, "\(part)")
        }
        if !name.hasSuffix(".7") { #expect(lines.contains(".Sh FILES")) }
        let requests: Set = [
            "Dd", "Dt", "Os", "Sh", "Ss", "Nm", "Nd", "Op", "Ar", "Cm", "Pp", "Bl", "It", "El", "Bd", "Ed",
            "Xr", "Xo", "Xc",
            "Li", "br",
        ]
        for line in lines.dropFirst().dropLast() {
            #expect(line.allSatisfy(\.isASCII) && !line.isEmpty || line.isEmpty, "\(line)")
            #expect(!line.hasPrefix("'") && !line.hasSuffix(" "), "\(line)")
            guard line.hasPrefix(".") else { continue }
            #expect(requests.contains(String(line.dropFirst().prefix { $0.isLetter })), "\(line)")
        }
        #expect(lines.count { $0.hasPrefix(".Bl") } == lines.count { $0 == ".El" })
        #expect(lines.count { $0.hasPrefix(".Bd") } == lines.count { $0 == ".Ed" })
    }

    @Test func `what is typed can be copied from a page, and nothing in it is a request`() {
        #expect(Mdoc.literal(#"a --b -c\n"#) == #"a \-\-b \-c\en"#)
        #expect(Mdoc.literal("received-older") == #"received\-older"#)
        #expect(Mdoc.escaped("well-known, --json and \"-n\"") == #"well-known, \-\-json and "\-n""#)
        #expect(
            Mdoc.display([".Sh", "'x'"]) == [".Bd -literal -offset indent", #"\&.Sh"#, #"\(aqx\(aq"#, ".Ed"])
        #expect(Mdoc.prose("One. Two?\n.Three\n\nFour.") == ["One.", "Two?", #"\&.Three"#, ".Pp", "Four."])
        #expect(Mdoc.argument("a b") == #""a b""#)
        #expect(Mdoc.argument("Pp") == #"\&Pp"#)
        #expect(Mdoc.escaped("\u{E9}\u{2026}") == #"\[u00E9]\[u2026]"#)
    }

    @Test func `the language of queries is told whole`() {
        #expect(Set(QueryManual.keys.keys) == Set(QueryReader.keys))
        #expect(Set(QueryManual.states.keys) == Set(QueryReader.conditions))
    }

    @Test func `each key, command, option and exit status is in its page`() throws {
        let config = try Self.page("tidings.toml.5")
        for key in ConfigKey.all {
            #expect(config.contains(".It Ic \(Mdoc.argument(key.name))\n"), "\(key.path)")
        }
        let manual = try Self.page("tidings.1")
        let help = try CommandHelp.read(Tidings._dumpHelp())
        #expect(help.commands.count > 30)
        for command in help.commands {
            #expect(manual.contains("\n.Cm \(command.words)\n"), "\(command.words)")
        }
        for status in ExitStatus.allCases {
            #expect(manual.contains("\n.It \(status.rawValue)\n"), "\(status)")
        }
    }

    @Test func `each variable of the environment that the programs read is in a page`() throws {
        let pages = try Self.names.map { try Self.page($0) }.joined()
        var found: Set<String> = []
        let folder = "\(Self.root)/Sources"
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) where path.hasSuffix(".swift")
        {
            let text = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
            for mark in ["environment(\"", "environment[\"", "variables[\"", "folder(\""] {
                for piece in text.components(separatedBy: mark).dropFirst() {
                    found.insert(String(piece.prefix { $0 != "\"" }))
                }
            }
        }
        #expect(found.count > 10)
        for name in found { #expect(pages.contains("\n.It Ev \(name)\n"), "\(name)") }
    }
}
