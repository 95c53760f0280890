import FeedParsing
import Testing

@Suite struct SafeTextTests {
    @Test(arguments: [
        ("漢\u{200D}字", "漢字"), ("a\u{200D}\u{200D}한", "a한"),
        ("👩\u{200D}👧", "👩\u{200D}👧"), ("❤\u{FE0F}\u{200D}🔥", "❤\u{FE0F}\u{200D}🔥"),
        ("क्\u{200D}ष", "क्\u{200D}ष"), ("می\u{200C}خواهم", "می\u{200C}خواهم"),
    ])
    func `what joins letters joins no wide one, of which terminals count the columns differently`(
        text: String, shown: String
    ) {
        #expect(Array(SafeText.line(text).unicodeScalars) == Array(shown.unicodeScalars))
    }
}
