import FeedFetching
import FeedModel
import FoundationEssentials
import HTTPTransport
import TestSupport
import Testing

@Suite struct FetcherTests {
    private let transport = ScriptedTransport()

    @Test func `B01, B73, B77, B78 · the first request says who asks and for what, and has no validators`()
        async throws
    {
        transport.answer(home, with: answer())
        _ = try await fetcher(transport) { $0.contact = "mailto:feeds@example.net" }.fetch(
            due(home + "#top"), at: now)
        let request = try #require(transport.requests.first)
        #expect(request.url == home)
        #expect(request.headers.fields.map(\.name) == ["User-Agent", "Accept"])
        #expect(request.headers["User-Agent"] == "tidings/1.2.3 (+mailto:feeds@example.net)")
        let accept = try #require(request.headers["Accept"])
        #expect(accept.hasPrefix("application/atom+xml, application/rss+xml"))
        #expect(accept.hasSuffix("*/*;q=0.1"))
        #expect(request.credentials == nil)
    }

    @Test(
        arguments: [("W/\"x\"", "Tue, 3 Jun 2025 1:02:03 +0000"), ("abc", nil), (nil, "0")]
            as [(String?, String?)])
    func `B02, B03, B04, B05, B20 · validators go back as they came`(tag: String?, date: String?) async throws
    {
        transport.answer(home, with: answer(304, body: ""))
        let validators = CacheValidators(url: Link(home), entityTag: tag, lastModified: date)
        _ = try await fetcher(transport).fetch(due(validators: validators), at: now)
        let request = try #require(transport.requests.first)
        #expect(request.headers["If-None-Match"] == tag)
        #expect(request.headers["If-Modified-Since"] == date)
    }

    @Test func `a feed's own settings shape its request`() async throws {
        transport.answer(home, with: answer())
        let fetching = FeedFetchSettings(
            userAgent: "mine",
            headers: [.init(name: "accept", value: "text/xml"), .init(name: "Cookie", value: "a=b")],
            proxy: "http://proxy.example.net:3128", sizeLimit: .megabytes(40))
        _ = try await fetcher(transport).fetch(due(fetching: fetching), at: now)
        let request = try #require(transport.requests.first)
        #expect(request.headers["User-Agent"] == "mine")
        #expect(request.headers.values(of: "Accept") == ["text/xml"])
        #expect(request.headers["Cookie"] == "a=b")
        #expect(request.proxy == "http://proxy.example.net:3128")
        #expect(request.limits.decodedBody == 40 << 20)
        #expect(request.limits.wireBody == 40 << 20)
    }

    @Test func `the settings' limits are the transport's`() async throws {
        transport.answer(home, with: answer())
        _ = try await fetcher(transport) { policy in
            policy.connectTimeout = .seconds(1)
            policy.firstByteTimeout = .seconds(2)
            policy.totalTimeout = .seconds(3)
            policy.progressingTimeout = .seconds(4)
            policy.documentLimit = ByteCount(bytes: 5)
            policy.wireLimit = ByteCount(bytes: 6)
            policy.headerLines = 7
            policy.proxy = "http://p:1"
        }.fetch(due(), at: now)
        let request = try #require(transport.requests.first)
        #expect(request.limits.connecting == .seconds(1))
        #expect(request.limits.firstByte == .seconds(2))
        #expect(request.limits.total == .seconds(3))
        #expect(request.limits.totalWhileSteady == .seconds(4))
        #expect(request.limits.decodedBody == 5)
        #expect(request.limits.wireBody == 6)
        #expect(request.limits.headerLines == 7)
        #expect(request.proxy == "http://p:1")
    }

    @Test(
        arguments: [
            (.cancelled, .cancelled), (.badAddress("x"), .badAddress(reason: "x")),
            (.portRefused(22), .badAddress(reason: "port 22 is not polled")),
            (.privateNetwork(host: "h", address: "10.0.0.1"), .privateNetwork(host: "h")),
            (.unknownHost("h", message: "m"), .nameLookup(host: "h", isPermanent: true)),
            (.lookupFailed("h", message: "m"), .nameLookup(host: "h", isPermanent: false)),
            (.connectFailed(message: "m"), .unreachable(reason: "m")),
            (.networkDown(message: "m"), .noNetwork),
            (.tls(message: "m"), .tls(reason: "m")), (.timedOut(.firstByte), .timeout(phase: .firstByte)),
            (.timedOut(.connecting), .timeout(phase: .connect)),
            (.timedOut(.lowSpeed), .timeout(phase: .tooSlow)),
            (.timedOut(.total), .timeout(phase: .total)),
            (.bodyTooLarge(.wire(9)), .tooLarge(limit: ByteCount(bytes: 9))),
            (.headersTooLarge, .headersTooLarge), (.cutShort(message: "m"), .cutShort),
            (.unknownEncoding("x"), .undecodable(coding: "x")), (.http2(message: "m"), .http2(reason: "m")),
            (.notHTTP(message: "m"), .other(reason: "m")),
            (.failed(code: 2, message: "m"), .other(reason: "m")),
        ] as [(TransportError, FetchFailure.Kind)])
    func `each way of getting no answer has its kind`(error: TransportError, kind: FetchFailure.Kind) async {
        transport.answer(home, with: ScriptedTransport.Answer.failure(error))
        let failure = await fetcher(transport).failure(due())
        #expect(failure?.kind == kind)
        #expect(failure?.exchange.requests == 1)
        #expect(failure?.hostRests == [])
        #expect(failure?.notBefore == nil)
    }

    @Test(arguments: ["gopher://x/", "feeds.example.org/a", "http://", "http:///a", "http://a b/"])
    func `an address that cannot be polled is its feed's failure`(address: String) async {
        guard case .badAddress = await fetcher(transport).failure(due(address))?.kind else {
            Issue.record("\(address) was taken")
            return
        }
        #expect(transport.requests.isEmpty)
    }

    @Test func `B45, B72 · after a 429 nobody asks the host until its rest is over`() async throws {
        transport.answer(home, with: answer(429, ["Retry-After": "7200"]), answer())
        let fetcher = fetcher(transport)
        _ = await fetcher.failure(due())
        let other = await fetcher.failure(due("http://feeds.example.org/b"), at: now.addingTimeInterval(7199))
        #expect(other?.kind == .hostResting(host: "feeds.example.org"))
        #expect(other?.notBefore == now.addingTimeInterval(7200))
        #expect(other?.exchange.requests == 0)
        #expect(transport.requests.count == 1)
        _ = try await fetcher.fetch(due(), at: now.addingTimeInterval(7200))
        #expect(transport.requests.count == 2)
    }

    @Test func `B47 · a host that says 429 again and again rests twice as long each time`() async {
        transport.answer(home, with: answer(429))
        let fetcher = fetcher(transport)
        var moment = now
        var hours: [Double] = []
        for _ in 1...7 {
            guard let rest = await fetcher.failure(due(), at: moment)?.hostRests.first else { break }
            hours.append(rest.until.timeIntervalSince(moment) / 3600)
            moment = rest.until
        }
        #expect(hours == [1, 2, 4, 8, 16, 24, 24])
    }

    @Test func `B97, B98 · after HTTP/2 has failed, a host is asked by HTTP/1.1 for a week`() async throws {
        transport.answer(home, with: .failure(.http2(message: "goaway")), .success(answer()))
        let fetcher = fetcher(transport)
        _ = await fetcher.failure(due())
        _ = try await fetcher.fetch(due(), at: now.addingTimeInterval(6 * 86_400))
        _ = try await fetcher.fetch(due(), at: now.addingTimeInterval(8 * 86_400))
        #expect(transport.requests.map(\.version) == [.negotiated, .http1, .negotiated])
    }

    @Test func `a cancelled fetch says so`() async throws {
        transport.answer(home, with: answer())
        transport.hold(home)
        let fetcher = fetcher(transport)
        let task = Task { await fetcher.failure(due()) }
        await transport.received(1)
        task.cancel()
        transport.letGo(home)
        #expect(await task.value?.kind == .cancelled)
    }
}
