import ArgumentParser
import FeedModel
import FeedParsing

/// `tidings parse`: what we make of a feed document. It reads no configuration and opens no database.
struct Parse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        _superCommandName: "tidings",
        abstract: "Shows what tidings makes of a feed document.",
        discussion: """
            Reads RSS, RDF, Atom, CDF and JSON Feed. Nothing is fetched. The exit status is 0 where a feed was \
            recognised, however broken, 1 where the document is no feed, 66 where the file cannot be read.

            Examples:
              tidings parse feed.xml
              curl -s https://example.org/feed.xml | tidings parse - --url https://example.org/feed.xml --json
            """)

    @Argument(help: "The document's file, or - for standard input.")
    var file: String

    @Option(help: ArgumentHelp("The address that the document was fetched from.", valueName: "url"))
    var url: String?

    @Option(help: ArgumentHelp("The value of the Content-Type header that it came with.", valueName: "value"))
    var contentType: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let (feed, isFeed) = FeedParser.outcome(
            of: FeedDocument(bytes: try bytes(), url: url.map { Link($0) }, contentType: contentType),
            within: .whole)
        if json {
            JSONOutput.write(feed) { Terminal.printAsIs($0) }
            Terminal.printAsIs("\n")
        } else {
            Terminal.print(SafeText.lines(ParsedFeedSummary(of: feed).text))
        }
        if !isFeed { Terminal.leave(ExitStatus.notThere.rawValue) }
    }

    private func bytes() throws(CommandFailure) -> [UInt8] {
        if let bytes = Terminal.bytes(ofFile: file, limit: FeedParser.largest) { return bytes }
        throw CommandFailure(
            .noInput, file == "-" ? "standard input cannot be read" : "\(SafeText.line(file)) cannot be read")
    }
}
