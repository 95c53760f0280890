import ArgumentParser
import FeedModel
import FeedParsing
import FeedStorage
import TidingsConfig

struct Pause: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        _superCommandName: "tidings",
        abstract: "Has feeds polled no more until they are resumed.",
        discussion: """
            Their items stay where they are. Feeds that a file declares can be paused too.

            Examples:
              tidings pause 7
              tidings pause lwn "Planet Debian"
            """)

    @OptionGroup var store: StoreOptions

    @Argument(help: ArgumentHelp("Feeds: number, title or address.", valueName: "feed"))
    var which: [String]

    func run() throws {
        let clock = CommandClock()
        let store = try OpenStore.store(config: self.store.config)
        for feed in try which.map({ try NamedFeeds.subscribed($0, in: store) }) {
            let title = SafeText.line(feed.title)
            if try store.pause(feed.id, at: clock.now) {
                Terminal.tell("Paused \(title); tidings resume \(feed.id.rawValue) takes it back.")
            } else {
                Terminal.tell("\(title) is paused already.")
            }
        }
    }
}

struct Resume: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        _superCommandName: "tidings",
        abstract: "Has paused feeds polled again.",
        discussion: """
            Each is polled when it would have been, or at once where that is past.

            Examples:
              tidings resume 7
              tidings resume lwn
            """)

    @OptionGroup var store: StoreOptions

    @Argument(help: ArgumentHelp("Feeds: number, title or address.", valueName: "feed"))
    var which: [String]

    func run() throws {
        let open = try OpenStore(store)
        for feed in try which.map({ try NamedFeeds.subscribed($0, in: open.store) }) {
            let title = SafeText.line(feed.title)
            if try open.store.resume(feed.id) {
                Terminal.tell("Resumed \(title); tidings pause \(feed.id.rawValue) takes it back.")
            } else {
                Terminal.tell("\(title) is not paused.")
            }
        }
        if let wake = open.settings.runtime.wake, PollerLock.holder(of: open.store.path) != nil {
            WakeSocket.call(wake)
        }
    }
}
