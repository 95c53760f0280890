import FeedModel
import FoundationEssentials
import Testing

struct QueryReaderTests {
    private static let now = Date(timeIntervalSince1970: 1_790_000_000)
    private let reader = QueryReader(now: now) { year, month, day in
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        return Date(timeIntervalSince1970: Double(year * 10_000 + month * 100 + day))
    }

    @Test(arguments: [
        ("", ItemQuery.everything),
        ("linux", .words("linux")),
        ("\"two words\"", .words("two words")),
        ("kern*", .words("kern*")),
        ("\"linux kern*\"", .words("linux kern*")),
        ("\"linux kern\"* tag:c++", .all([.words("linux kern*"), .tag("c++")])),
        ("言 -title:\"言語 処理\"", .all([.words("言"), .not(.title("言語 処理"))])),
        ("linux kernel", .all([.words("linux"), .words("kernel")])),
        ("feed:lwn", .feed("lwn")),
        ("feed:\"Planet Debian\"", .feed("Planet Debian")),
        ("TAG:news", .tag("news")),
        ("is:unread", .unread),
        ("-is:starred", .not(.starred)),
        ("not is:starred", .not(.starred)),
        ("not not is:starred", .starred),
        ("not -is:starred", .starred),
        (String(repeating: "not ", count: 100_000) + "a", .words("a")),
        ("((((((((a))))))))", .words("a")),
        ("older:7d", .older(now.addingTimeInterval(-7 * 86_400))),
        ("newer:2026-11-01", .newer(Date(timeIntervalSince1970: 20_261_101))),
        ("received-older:12h", .receivedOlder(now.addingTimeInterval(-43_200))),
        ("a or b c", .any([.words("a"), .all([.words("b"), .words("c")])])),
        ("(a or b) c", .all([.any([.words("a"), .words("b")]), .words("c")])),
        ("not (a b)", .not(.all([.words("a"), .words("b")]))),
        ("http://example.org/a", .words("http://example.org/a")),
        ("12:30", .words("12:30")),
        ("well-known", .words("well-known")),
    ])
    func `a query means what it says`(text: String, expected: ItemQuery) throws {
        #expect(try reader.read(text) == expected)
    }

    @Test(arguments: [
        ("fed:lwn", 0..<7, "feed:"),
        ("a is:unred", 2..<10, "is:unread"),
        ("older:soon", 0..<10, "7d"),
        ("older:2026-13-01", 0..<16, "no day"),
        ("tag:", 0..<4, "needs a value"),
        ("(a b", 0..<1, "not closed"),
        ("(((((((((a)))))))))", 8..<9, "more than 8 deep"),
        ("a)", 1..<2, "closes nothing"),
        ("a or", 2..<4, "nothing follows"),
        ("or a", 0..<2, "nothing stands before"),
        ("\"abc", 0..<4, "not closed"),
        ("a not", 2..<5, "nothing follows"),
        ("a !!! b", 2..<5, "nothing to search for in !!!"),
        ("title:…", 0..<7, "nothing to search for in …"),
        ("tag:\"-\"", 0..<7, "nothing to search for"),
        ("\"\"", 0..<2, "nothing to search for in \"\""),
    ])
    func `a mistake is pointed at`(text: String, range: Range<Int>, hint: String) {
        do throws(QueryMistake) {
            _ = try reader.read(text)
            Issue.record("\(text) was read without complaint")
        } catch {
            #expect(error.range == range)
            #expect(error.message.contains(hint))
        }
    }

    @Test(arguments: [("lsit", "list"), ("raed", "read"), ("stauts", "status"), ("xyzzy", nil)])
    func `the nearest word is found, and none where none is near`(typed: String, expected: String?) {
        #expect(NearestWord.to(typed, among: ["list", "read", "show", "status", "unread"]) == expected)
    }
}
