import ArgumentParser
import FeedModel
import FeedStorage

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Joins the read marks and stars of another library to yours.",
        discussion: """
            What is read or starred in either library is so afterwards; importing the same file again changes nothing. \
            Marks of feeds that you do not have wait until you subscribe.

            Examples:
              tidings import marks.jsonl
              ssh elsewhere tidings export state | tidings import -
            """)

    @OptionGroup var store: StoreOptions

    @Argument(help: ArgumentHelp("What tidings export state wrote; - for standard input.", valueName: "file"))
    var file: String

    /// More than anybody ever marked: ten million items.
    private static let largest = 4 << 30

    func run() throws {
        let clock = CommandClock()
        let name = file == "-" ? "standard input" : file
        guard let bytes = Terminal.bytes(ofFile: file, limit: Self.largest) else {
            throw CommandFailure(.noInput, "\(name) cannot be read")
        }
        guard StateFile.isMeant(by: bytes) else {
            throw CommandFailure(
                .badData, "\(name) is no state of tidings", hint: "tidings export state writes one")
        }
        let states = try StateFile.states(in: bytes, named: name)
        let open = try OpenStore(pollingFor: store)
        tell(try open.store.importStates(states, from: name, at: clock.now))
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
