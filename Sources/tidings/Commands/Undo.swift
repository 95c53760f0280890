import ArgumentParser
import FeedModel
import FeedStorage

struct Undo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        _superCommandName: "tidings",
        abstract: "Takes back what was done: marks, a removal, another undo.",
        discussion: """
            Without a number: your last mark or removal that still stands. What was changed since stays.

            Examples:
              tidings undo
              tidings undo 41
            """)

    @OptionGroup var store: StoreOptions

    @Argument(help: ArgumentHelp("Its number; tidings history lists them.", valueName: "number"))
    var number: Int64?

    func run() throws {
        let clock = CommandClock()
        let store = try OpenStore.store(config: store.config)
        let receipt = try store.undo(number.map { OperationID($0) }, at: clock.now)
        let former = receipt.operation
        var line = "Took back \(former.id.rawValue): \(OperationWords.text(of: former)) "
        line += "(undo \(receipt.undo.rawValue))."
        if receipt.stayed > 0 {
            line += " \(stayed(receipt)) changed since, and \(receipt.stayed == 1 ? "stays" : "stay")."
        }
        Terminal.tell(line)
    }

    private func stayed(_ receipt: UndoReceipt) -> String {
        let noun = receipt.operation.kind == .removal ? "subscription" : "item"
        return receipt.stayed == 1 ? "1 \(noun) was" : "\(receipt.stayed) \(noun)s were"
    }
}
