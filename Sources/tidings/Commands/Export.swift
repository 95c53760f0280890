import ArgumentParser
import FeedModel
import FeedParsing
import FeedStorage

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes what is yours in a form that other programs, and other libraries, can read.",
        discussion: """
            state: read marks and stars, a JSON object a line, for tidings import.

            Examples:
              tidings export state > marks.jsonl
              tidings export state | ssh elsewhere tidings import -
            """)

    @OptionGroup var store: StoreOptions

    enum Form: String, ExpressibleByArgument, CaseIterable {
        case state
    }

    @Argument(help: ArgumentHelp("state", valueName: "what"))
    var form: Form

    func run() throws {
        let clock = CommandClock()
        let store = try OpenStore(store).store
        switch form {
        case .state:
            var file = StateFile.Writer()
            Terminal.print(StateFile.Writer.head(at: clock.now))
            try store.forEachFeedWithStates { states in
                Terminal.print(file.lines(of: states).joined(separator: "\n"))
            }
        }
    }
}
