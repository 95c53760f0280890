import Testing

@testable import HTTPTransport

@Suite struct LookupCacheTests {
    private let start = MonotonicTime.current()
    private let found = LookupAnswer.addresses([
        ResolvedAddress(address: IPAddress(v4: 0x0808_0808), isOwn: false)
    ])

    @Test func `addresses are believed for five minutes`() {
        var cache = LookupCache()
        #expect(cache.answer(for: "a", at: start) == nil)
        #expect(cache.remember(found, for: "a", at: start) == found)
        #expect(cache.answer(for: "a", at: start + .seconds(299)) == found)
        #expect(cache.answer(for: "a", at: start + .seconds(300)) == nil)
    }

    @Test(arguments: [
        LookupAnswer.unknownHost(message: "u"), .failed(message: "f"), .noNetwork(message: "n"),
    ])
    func `failures are believed for a minute`(answer: LookupAnswer) {
        var cache = LookupCache()
        #expect(cache.remember(answer, for: "a", at: start) == answer)
        #expect(cache.answer(for: "a", at: start + .seconds(59)) == answer)
        #expect(cache.answer(for: "a", at: start + .seconds(60)) == nil)
    }

    @Test func `while name servers fail, old addresses serve for a day`() {
        var cache = LookupCache()
        _ = cache.remember(found, for: "a", at: start)
        let failed = LookupAnswer.failed(message: "f")
        #expect(cache.remember(failed, for: "a", at: start + .seconds(400)) == found)
        #expect(cache.remember(failed, for: "a", at: start + .seconds(86_399)) == found)
        #expect(cache.remember(failed, for: "a", at: start + .seconds(86_401)) == failed)
        // A host that is gone is gone.
        _ = cache.remember(found, for: "b", at: start)
        let unknown = LookupAnswer.unknownHost(message: "u")
        #expect(cache.remember(unknown, for: "b", at: start + .seconds(400)) == unknown)
        #expect(cache.remember(failed, for: "b", at: start + .seconds(500)) == failed)
    }

    @Test func `it forgets what is no longer fresh when it is full`() {
        var cache = LookupCache()
        for number in 0..<10_000 { _ = cache.remember(found, for: "\(number)", at: start) }
        _ = cache.remember(found, for: "one more", at: start + .seconds(301))
        #expect(
            cache.remember(.failed(message: "f"), for: "0", at: start + .seconds(302))
                == .failed(message: "f"))
    }
}
