import FoundationEssentials
import Testing

@testable import FeedFetching

@Suite struct HTTPDateTests {
    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777.0),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777.0),
        ("Sun Nov  6 08:49:37 1994", 784_111_777.0),
        ("Sun, 6 Nov 1994 08:49:37 +0000", 784_111_777.0),
        ("Mon, 06 nov 1994 08:49:37 utc", 784_111_777.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("Thu, 29 Feb 2024 23:59:60 GMT", 1_709_251_200.0),
        ("Tue, 19 Jan 2038 03:14:08 GMT", 2_147_483_648.0),
        // Two digits: 76 is at most 50 years ahead of 2026, 77 is not.
        ("Sunday, 01-Jan-76 00:00:00 GMT", 3_345_062_400.0),
        ("Saturday, 01-Jan-77 00:00:00 GMT", 220_924_800.0),
    ])
    func `B46, B29 · the three forms of a date are read`(text: String, seconds: Double) {
        #expect(HTTPDate.date(in: text, at: now) == Date(timeIntervalSince1970: seconds))
    }

    @Test(arguments: [
        "", "0", "-1", "yesterday", "Sun, 06 Nov 1994", "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 29 Feb 2023 00:00:00 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Nov 99999 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT GMT",
        "1994-11-06T08:49:37Z", "Sun, ٠٦ Nov 1994 08:49:37 GMT",
    ])
    func `what is no date is none`(text: String) {
        #expect(HTTPDate.date(in: text, at: now) == nil)
    }
}
