import FeedModel
import FeedParsing
import FeedStorage

/// A file that is to be imported, read and found good; what it is, its content says.
enum ImportFile {
    case feeds(SubscriptionImport)
    case rss2email(Rss2EmailConfiguration)
    case states([PortableStates])
    case newsboat(NewsboatCache)
    case seen(Rss2EmailData)

    /// More than anybody ever marked: ten million items.
    private static let largest = 4 << 30

    /// - Throws: 66 for what cannot be read, 65 for what is none of these.
    init(_ file: String, named name: ImportName) throws {
        let read = Terminal.bytes(ofFile: file, limit: Self.largest, endingWith: ForeignFile.isDatabase)
        guard let bytes = read else { throw CommandFailure(.noInput, "\(name.text) cannot be read") }
        if StateFile.isMeant(by: bytes) {
            self = .states(try StateFile.states(in: bytes, named: name.text))
            return
        }
        switch ForeignFile(of: bytes) {
        case .database:
            guard file != "-" else {
                throw CommandFailure(
                    .usage, "a database cannot be read from standard input", hint: "name its file")
            }
            self = .newsboat(try NewsboatCache(reading: file))
        case .outline:
            self = .feeds(SubscriptionImport(of: try Self.outline(in: bytes, named: name)))
        case .newsboatURLs:
            let urls = NewsboatURLs(reading: bytes)
            self = .feeds(SubscriptionImport(of: urls.feeds, unmovable: urls.unmovable))
        case .rss2emailConfiguration:
            self = .rss2email(Rss2EmailConfiguration(reading: bytes))
        case .rss2emailData:
            do throws(ForeignFileFault) {
                self = .seen(try Rss2EmailData(reading: bytes))
            } catch {
                throw CommandFailure(.badData, "\(name.text): \(error.reason)")
            }
        case .pickle:
            throw CommandFailure(
                .badData, "\(name.text) is of an rss2email before version 3",
                hint: "run r2e of version 3 with it once, and import the rss2email.json that it writes")
        case .unknown:
            throw CommandFailure(
                .badData, "\(name.text) is nothing that can be imported",
                hint: "tidings import --help tells what can")
        }
    }

    private static func outline(in bytes: [UInt8], named name: ImportName) throws -> OPMLDocument {
        do throws(ParseFailure) {
            return try OPMLReader.document(in: bytes)
        } catch {
            throw CommandFailure(
                .badData, "\(name.text) is XML, but no OPML", hint: "tidings add subscribes to a feed")
        }
    }
}
