import FeedModel
import FeedParsing
import Glibc

/// Prints how fast documents become parsed feeds, beside bare libxml2 on the same bytes in the same run.
///
/// Speeds are in MB of document per second of processor time; a ratio of 2 means twice the baseline's time.
/// Each figure is the best of several rounds, in which the two take turns, so that a busy machine disturbs both.
/// Memory is the peak with the document and what was made of it, as a multiple of the document's size.
@main
struct ParsingBenchmark {
    private static let sizes = [
        (5_000, "5 KB"), (100_000, "100 KB"), (10_000_000, "10 MB"), (50_000_000, "50 MB"),
    ]

    static func main() {
        let baseline = SAXBaseline()
        print(row("document", "size", "libxml2", "parsed", "ratio", "memory"))
        for kind in SampleFeeds.Kind.allCases {
            for (size, name) in sizes where isWanted("\(kind.rawValue) \(name)") {
                measure(kind, name, SampleFeeds.document(kind, size: size), baseline)
            }
        }
    }

    /// Arguments choose: a line is measured if its kind and size contain all of them.
    private static func isWanted(_ title: String) -> Bool {
        CommandLine.arguments.dropFirst().allSatisfy { title.contains($0) }
    }

    private static func measure(
        _ kind: SampleFeeds.Kind, _ name: String, _ bytes: [UInt8], _ baseline: SAXBaseline
    ) {
        let document = FeedDocument(bytes: bytes, url: Link("https://harbour.example/feed"), contentType: nil)
        let repetitions = max(1, 4_000_000 / bytes.count)
        var (bare, whole) = (Double.infinity, Double.infinity)
        for _ in 0..<9 {
            bare = min(bare, seconds(repetitions) { baseline.read(bytes) })
            whole = min(whole, seconds(repetitions) { precondition(parse(document) > 0) })
        }
        let megabytes = Double(bytes.count) / 1_000_000
        let isLarge = bytes.count >= 10_000_000
        let memory = isLarge ? PeakMemory.bytes { try? FeedParser.parse(document, within: .whole) } : 0
        print(
            row(
                kind.rawValue, name, "\(Int(megabytes / bare))", "\(Int(megabytes / whole))",
                twoPlaces(whole / bare),
                isLarge ? twoPlaces(Double(memory + bytes.count) / Double(bytes.count)) : "–"))
    }

    private static func parse(_ document: FeedDocument) -> Int {
        (try? FeedParser.parse(document, within: .whole).items.count) ?? 0
    }

    /// The processor time of one of `repetitions` calls.
    private static func seconds(_ repetitions: Int, _ work: () -> Void) -> Double {
        let start = processorTime()
        for _ in 0..<repetitions { work() }
        return (processorTime() - start) / Double(repetitions)
    }

    private static func processorTime() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func row(_ cells: String...) -> String {
        cells.enumerated().map { index, cell in
            let space = String(repeating: " ", count: max(0, (index == 0 ? 14 : 10) - cell.count))
            return index == 0 ? cell + space : space + cell
        }.joined()
    }

    private static func twoPlaces(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
    }
}
