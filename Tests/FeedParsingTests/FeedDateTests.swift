import FeedParsing
import FoundationEssentials
import Testing

@Suite struct FeedDateTests {
    private func read(_ text: String) -> String? {
        FeedDate.date(in: text).map { FeedDate.text(of: $0) }
    }

    @Test(arguments: [
        ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"),
        ("Xyz,1 Jan,04 1:02", "2004-01-01T01:02:00Z"),
        ("1 january 69", "1969-01-01T00:00:00Z"),
        ("Sept 5, 2012 10:00 CEST", "2012-09-05T08:00:00Z"),
        ("Sun Jan  4 16:29:06 2004", "2004-01-04T16:29:06Z"),
        ("Sun Jan  4 16:29:06 +0100 2004", "2004-01-04T15:29:06Z"),
        ("Wed, 19 Feb 2012 22:40:00 GMT-01:01", "2012-02-19T23:41:00Z"),
        ("Wed, 19 Feb 2012 22:40:00 -0800 (PST)", "2012-02-20T06:40:00Z"),
        ("Wed, 19 Feb 2012 22:40:00 Etc/GMT", "2012-02-19T22:40:00Z"),
        ("  2004-01-01T19:48:21.99-00:30 ", "2004-01-01T20:18:21Z"),
        ("2004-01-01T 19:48Z", "2004-01-01T19:48:00Z"),
        ("2004-01-01 19:48:21 +02", "2004-01-01T17:48:21Z"),
        ("2004-12-31T24:00:00", "2005-01-01T00:00:00Z"),
        ("20040101T1948Z", "2004-01-01T19:48:00Z"),
        ("20040229", "2004-02-29T00:00:00Z"),
        ("2004", "2004-01-01T00:00:00Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        ("2020/01/10", "2020-01-10T00:00:00Z"),
    ])
    func `a date in any of the known forms is read`(_ text: String, _ expected: String) {
        #expect(read(text) == expected)
    }

    @Test(arguments: [
        (-Double.infinity, "0000-01-01T00:00:00Z"), (-62_167_219_200.5, "0000-01-01T00:00:00Z"),
        (-62_167_219_200, "0000-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
        (253_402_300_800, "9999-12-31T23:59:59Z"), (1e300, "9999-12-31T23:59:59Z"),
    ])
    func `a moment that no date can name, as a damaged database may hold, is the nearest that can be named`(
        _ seconds: Double, _ expected: String
    ) {
        #expect(FeedDate.text(of: Date(timeIntervalSince1970: seconds)) == expected)
    }

    @Test(arguments: [
        "", "soon", "2003-02-29", "1900-02-29", "2004-13-01", "2004-1-1T25:00Z", "2004-01-01T10:60Z",
        "2004-01-01T10:00:61Z", "2004-01-01T24:00:01Z", "1:2:3", "Sun, 16 Dec 2012 1:2:3:4 GMT",
        "32 Jan 2004",
        "1 Jan 2004 10:00 PM", "1 Jan 2004 10:00 +1500", "1 Jan 2004 10:00 GMT x", "1 Xyz 2004", "04-01-01",
        "2004-01/01", "99999999", "1 Jan 20041", "0000-01-01T00:30:00+01:00", "9999-12-31T23:59:59-14:00",
        "31 Dec 9999 24:00:00", "2004-01-01T",
        "2004-01-01T00:00:00.Z",
    ])
    func `what is no date is none`(_ text: String) {
        #expect(read(text) == nil)
    }
}
