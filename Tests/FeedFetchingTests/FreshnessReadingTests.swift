import FeedModel
import FoundationEssentials
import HTTPTransport
import Testing

@testable import FeedFetching

@Suite struct FreshnessReadingTests {
    private func reading(_ headers: HTTPHeaders) -> FreshnessReading {
        FreshnessReading(headers: headers, now: now, longest: .seconds(604_800))
    }

    @Test(
        arguments: [
            // B23, B26, B36
            (["Cache-Control": "max-age=7200"], 7200, 7200),
            (["Cache-Control": "max-age=172800"], 172_800, 172_800),
            (["Cache-Control": "max-age=60"], 60, 60),
            // B27
            (["Cache-Control": "max-age=31536000"], 604_800, 604_800),
            (["Cache-Control": "max-age=99999999999999999999999"], 604_800, 604_800),
            // B28
            (["Cache-Control": "max-age=7200", "Age": "3600"], 7200, 3600),
            (["Cache-Control": "max-age=7200", "Age": "9000"], 7200, 0),
            (["Cache-Control": "max-age=7200", "Age": "soon"], 7200, 7200),
            // B29: three hours, though the server's clock is two hours ahead of ours
            (
                ["Expires": "Thu, 26 Nov 2026 02:00:00 GMT", "Date": "Wed, 25 Nov 2026 23:00:00 GMT"], 10_800,
                10_800
            ),
            (["Expires": "Wed, 25 Nov 2026 22:00:00 GMT"], 3600, 3600),
            (["Expires": "0"], 0, 0),
            (["Expires": "Wed, 25 Nov 2020 22:00:00 GMT"], 0, 0),
            // B30
            (["Cache-Control": "max-age=300", "Expires": "Thu, 26 Nov 2026 21:00:00 GMT"], 300, 300),
            // B31
            (["Cache-Control": "max-age=\"300\""], 300, 300),
            (["cache-control": "MAX-AGE=300"], 300, 300),
            (["Cache-Control": "public , max-age=300 , private=\"a, max-age=9\""], 300, 300),
            (["Cache-Control": "max-age=300, max-age=600"], 300, 300),
            (["Cache-Control": "public", "cache-control": "max-age=300"], 300, 300),
            // B33, B34
            (["Cache-Control": "no-cache, max-age=86400"], 0, 0),
            (["Cache-Control": "max-age=86400, no-store"], 0, 0),
        ] as [(KeyValuePairs<String, String>, Int, Int)])
    func
        `B23, B26, B27, B28, B29, B30, B31, B33, B34, B36 · a lifetime is read, clamped, and shortened by its age`(
            headers: KeyValuePairs<String, String>, lifetime: Int, left: Int
        )
    {
        let expected = Freshness(lifetime: .seconds(lifetime), until: now.addingTimeInterval(Double(left)))
        #expect(reading(HTTPHeaders(headers)).freshness == expected)
    }

    @Test(
        arguments: [
            [:],
            // B31, B32, B35
            ["Cache-Control": "max-age=abc"], ["Cache-Control": "max-age=-5"], ["Cache-Control": "max-age"],
            ["Cache-Control": "s-maxage=900, stale-while-revalidate=60, immutable, public"],
            ["Last-Modified": "Fri, 01 Nov 2024 00:00:00 GMT"],
            ["Cache-Control": "private=\"max-age=9\""],
        ] as [KeyValuePairs<String, String>])
    func `B31, B32, B35 · where nothing usable is said there is no lifetime`(
        headers: KeyValuePairs<String, String>
    ) {
        #expect(reading(HTTPHeaders(headers)).freshness == nil)
    }

    @Test(
        arguments: [
            // B45, B49
            (["Retry-After": "7200"], 7200),
            (["Retry-After": "604800"], 604_800),
            (["Retry-After": "99999999999999999999"], 604_800),
            (["Retry-After": "0"], nil), (["Retry-After": "-5"], nil), (["Retry-After": "1e9"], nil),
            (["Retry-After": "later"], nil), ([:], nil),
            // B46
            (["Retry-After": "Wed, 25 Nov 2026 23:00:00 GMT"], 7200),
            (
                ["Retry-After": "Thursday, 26-Nov-26 01:00:00 GMT", "Date": "Wed, 25 Nov 2026 23:00:00 GMT"],
                7200
            ),
            (["Retry-After": "Wed Nov 25 20:00:00 2026", "Date": "Wed, 25 Nov 2026 19:00:00 GMT"], 3600),
            (["Retry-After": "Wed, 25 Nov 2026 20:00:00 GMT"], nil),
            // B25
            (["Retry-After": "3600", "Cache-Control": "max-age=172800"], 172_800),
            (["Retry-After": "7200", "Cache-Control": "max-age=60"], 7200),
            (["Cache-Control": "max-age=900"], 900),
            // B52
            (["X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "52"], 52),
            (["x-ratelimit-remaining": "0.0", "x-ratelimit-reset": "1795640500"], 100),
            (["X-RateLimit-Remaining": "4", "X-RateLimit-Reset": "52"], nil),
        ] as [(KeyValuePairs<String, String>, Int?)])
    func `B25, B45, B46, B49, B52 · a wish to be asked later is read`(
        headers: KeyValuePairs<String, String>, seconds: Int?
    ) {
        #expect(reading(HTTPHeaders(headers)).wish == seconds.map { now.addingTimeInterval(Double($0)) })
    }
}
