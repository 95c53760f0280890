import ArgumentParser
import FeedModel
import FeedParsing
import FeedStorage

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Subscribes to the feeds of an OPML file, or joins the marks of another library to yours.",
        discussion: """
            OPML: the folders around a feed become its tags; feeds that you have stay as they are. State, as tidings \
            export state writes it: what is read or starred in either library is so afterwards, and marks of feeds that \
            you do not have wait until you subscribe. Importing the same file again changes nothing.

            Examples:
              tidings import feeds.opml
              ssh elsewhere tidings export state | tidings import -
            """)

    @OptionGroup var store: StoreOptions

    @Argument(
        help: ArgumentHelp(
            "OPML, or what tidings export state wrote; - for standard input.", valueName: "file"))
    var file: String

    /// More than anybody ever marked: ten million items.
    private static let largest = 4 << 30

    func run() throws {
        let clock = CommandClock()
        let name = file == "-" ? "standard input" : file
        guard let bytes = Terminal.bytes(ofFile: file, limit: Self.largest) else {
            throw CommandFailure(.noInput, "\(name) cannot be read")
        }
        if StateFile.isMeant(by: bytes) {
            let states = try StateFile.states(in: bytes, named: name)
            tell(try OpenStore(pollingFor: store).store.importStates(states, from: name, at: clock.now))
        } else {
            try OutlineImport(of: try outline(in: bytes, named: name), named: name)
                .run(with: try OpenStore(pollingFor: store), at: clock.now)
        }
    }

    private func outline(in bytes: [UInt8], named name: String) throws -> OPMLDocument {
        do throws(ParseFailure) {
            return try OPMLReader.document(in: bytes)
        } catch {
            throw CommandFailure(
                .badData, "\(SafeText.line(name)) is neither OPML nor the state of a library",
                hint: "tidings export opml or tidings export state writes one")
        }
    }

    private func tell(_ receipt: ImportReceipt) {
        var line = "\(receipt.changed) \(receipt.changed == 1 ? "item" : "items") marked"
        if receipt.unchanged > 0 { line += ", \(receipt.unchanged) already" }
        if let operation = receipt.operation { line += " (undo \(operation.rawValue))" }
        Terminal.tell(line)
        guard let first = receipt.unknown.first else { return }
        let others = receipt.unknown.count > 1 ? " and \(receipt.unknown.count - 1) more" : ""
        Terminal.tell(
            "Marks wait for feeds that you do not have: \(SafeText.line(first.shown))\(others); tidings add subscribes."
        )
    }
}
