import FeedModel
import Testing
import TidingsConfig

@Suite struct UnitsTests {
    @Test(arguments: [
        ("0", Duration.zero), ("0s", .zero), ("250ms", .milliseconds(250)), ("90s", .seconds(90)),
        ("30m", .seconds(1_800)), ("1h", .seconds(3_600)), ("7d", .seconds(604_800)),
        ("1w", .seconds(604_800)),
    ])
    func `durations are read with their unit`(text: String, duration: Duration) {
        #expect(Units.duration(text) == duration)
    }

    @Test(arguments: [
        "", "s", "90", "-1s", "1.5h", "1 h", "1H", "1y", "1h30m", "h1", "٣s", "99999999999999999999s",
        "9223372036854775807w",
    ])
    func `what is no duration is refused`(text: String) {
        #expect(Units.duration(text) == nil)
    }

    @Test(arguments: [
        ("0", 0), ("512B", 512), ("512KB", 524_288), ("16MB", 16_777_216), ("1GB", 1_073_741_824),
        ("16mb", 16_777_216),
    ])
    func `sizes are read with their unit, in powers of 1,024`(text: String, bytes: Int) {
        #expect(Units.size(text) == ByteCount(bytes: bytes))
    }

    @Test(arguments: ["", "MB", "16", "-1MB", "1.5MB", "16 MB", "16TB", "9223372036854775807GB"])
    func `what is no size is refused`(text: String) {
        #expect(Units.size(text) == nil)
    }

    @Test(arguments: [
        (Duration.zero, "0s"), (.milliseconds(1_500), "1500ms"), (.seconds(90), "90s"),
        (.seconds(3_600), "1h"),
        (.seconds(5_400), "90m"), (.seconds(604_800), "7d"), (.nanoseconds(10), "0s"),
    ])
    func `durations are written with the largest unit that fits`(duration: Duration, text: String) {
        #expect(Units.written(duration) == text)
    }
}
