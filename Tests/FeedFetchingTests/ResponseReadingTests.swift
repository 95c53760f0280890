import FeedModel
import FoundationEssentials
import HTTPTransport
import TestSupport
import Testing

@testable import FeedFetching

@Suite struct ResponseReadingTests {
    private static let known = CacheValidators(url: Link(home), entityTag: "\"1\"", lastModified: "Mon")

    private func fetched(
        _ exchange: HTTPExchange, sent: CacheValidators? = nil, after redirects: [Hop] = []
    ) throws(FetchFailure) -> Fetched {
        let hop = Hop(url: Link(home), exchange: exchange, validators: sent)
        return try ResponseReading(
            hops: redirects + [hop], now: now, usualRest: .seconds(3600), longestWish: .seconds(604_800)
        ).fetched()
    }

    private func failure(_ exchange: HTTPExchange, sent: CacheValidators? = nil, after redirects: [Hop] = [])
        -> FetchFailure?
    {
        do throws(FetchFailure) {
            _ = try fetched(exchange, sent: sent, after: redirects)
            return nil
        } catch {
            return error
        }
    }

    private func redirect(_ status: Int, _ url: String = "http://old.example.org/") -> Hop {
        Hop(url: Link(url), exchange: answer(status, ["Location": home]), validators: nil)
    }

    @Test func `B02, B04, B05 · a 200 is a document, with its validators and freshness`() throws {
        let headers: HTTPHeaders = [
            "ETag": "W/\"x\"", "Last-Modified": "Tue, 3 Jun 2025 1:02:03 +0000", "Content-Type": "text/html",
            "Cache-Control": "max-age=60",
        ]
        let fetched = try fetched(answer(200, headers))
        #expect(
            fetched.result
                == .document(
                    FeedDocument(bytes: Array("<rss/>".utf8), url: Link(home), contentType: "text/html")))
        #expect(fetched.validators?.entityTag == "W/\"x\"")
        #expect(fetched.validators?.lastModified == "Tue, 3 Jun 2025 1:02:03 +0000")
        #expect(fetched.validators?.url == Link(home))
        #expect(fetched.freshness?.lifetime == .seconds(60))
        #expect(fetched.exchange.status == 200)
        #expect(fetched.exchange.requests == 1)
    }

    @Test func `B03, B10 · validators of a document are those that it bore and no others`() throws {
        #expect(try fetched(answer(), sent: Self.known).validators == nil)
        let only = try fetched(answer(200, ["ETag": "\"2\""]), sent: Self.known).validators
        #expect(only == CacheValidators(url: Link(home), entityTag: "\"2\"", lastModified: nil))
    }

    @Test(arguments: ["", "a\u{1}b", "a\u{7F}", String(repeating: "x", count: 1025), "a\tb"])
    func `B05 · a validator that cannot be sent back is dropped`(tag: String) throws {
        #expect(try fetched(answer(200, ["ETag": tag])).validators == nil)
    }

    @Test(
        arguments: [
            ([:], "\"1\"", "Mon"), (["ETag": "\"2\""], "\"2\"", "Mon"),
            (["Last-Modified": "Tue"], "\"1\"", "Tue"),
        ] as [(KeyValuePairs<String, String>, String, String)])
    func `B08, B09 · a 304 freshens what is known and keeps the rest`(
        headers: KeyValuePairs<String, String>, tag: String, date: String
    ) throws {
        let fetched = try fetched(answer(304, HTTPHeaders(headers), body: ""), sent: Self.known)
        #expect(fetched.result == .notModified)
        #expect(fetched.validators == CacheValidators(url: Link(home), entityTag: tag, lastModified: date))
    }

    @Test(arguments: [(200, ""), (204, ""), (206, "<rss/>"), (226, "<rss/>"), (304, ""), (202, "x")])
    func `B61 · an answer without a whole document is unusable`(status: Int, body: String) {
        #expect(failure(answer(status, ["ETag": "\"9\""], body: body))?.kind == .unusable(status: status))
    }

    @Test(
        arguments: [
            (401, .credentialsWanted(status: 401)), (402, .credentialsWanted(status: 402)),
            (403, .forbidden(isBotWall: false)),
            (404, .notFound), (405, .refused(status: 405)), (406, .refused(status: 406)),
            (407, .credentialsWanted(status: 407)), (418, .refused(status: 418)),
            (429, .rateLimited(status: 429)),
            (451, .refused(status: 451)), (500, .serverError(status: 500)), (503, .serverError(status: 503)),
            (599, .serverError(status: 599)), (999, .serverError(status: 999)), (300, .refused(status: 300)),
        ] as [(Int, FetchFailure.Kind)])
    func `B56 · each refusal has its kind`(status: Int, kind: FetchFailure.Kind) {
        let failure = failure(answer(status, body: "no"), sent: Self.known)
        #expect(failure?.kind == kind)
        #expect(failure?.exchange.status == status)
    }

    @Test(
        arguments: [["cf-mitigated": "challenge"], ["Content-Type": "text/html; charset=utf-8"]]
            as [KeyValuePairs<String, String>])
    func `B53 · a wall against robots is told as such`(headers: KeyValuePairs<String, String>) {
        #expect(failure(answer(403, HTTPHeaders(headers)))?.kind == .forbidden(isBotWall: true))
    }

    @Test func `B55 · a 410 counts unless a temporary redirect led there`() throws {
        #expect(try fetched(answer(410)).result == .gone)
        #expect(try fetched(answer(410), after: [redirect(301)]).result == .gone)
        #expect(failure(answer(410), after: [redirect(302)])?.kind == .notFound)
    }

    @Test(
        arguments: [
            (["Retry-After": "7200"], 7200), ([:], 3600), (["Cache-Control": "max-age=21600"], 21_600),
        ] as [(KeyValuePairs<String, String>, Int)])
    func `B45, B47, B25 · a 429 lets the whole host rest`(
        headers: KeyValuePairs<String, String>, seconds: Int
    ) {
        let failure = failure(answer(429, HTTPHeaders(headers)))
        let end = now.addingTimeInterval(Double(seconds))
        #expect(failure?.hostRests == [HostRest(host: "feeds.example.org", until: end)])
        #expect(failure?.notBefore == (headers.isEmpty ? nil : end))
    }

    @Test func `B48, B51 · a 503 with a wish concerns its feed alone`() {
        let failure = failure(answer(503, ["Retry-After": "7200"]))
        #expect(failure?.notBefore == now.addingTimeInterval(7200))
        #expect(failure?.hostRests == [])
    }

    @Test func `B52 · a server that has counted to its limit rests, though it answered`() throws {
        let headers: HTTPHeaders = ["X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "52"]
        let rest = HostRest(host: "feeds.example.org", until: now.addingTimeInterval(52))
        #expect(try fetched(answer(200, headers)).hostRests == [rest])
        #expect(failure(answer(403, headers))?.kind == .rateLimited(status: 403))
    }

    @Test(
        arguments: [
            ([301], "http://b.example.org/"), ([308, 301], "http://c.example.org/"),
            ([301, 302], "http://b.example.org/"),
            ([302, 301], nil), ([302], nil),
        ] as [([Int], String?)])
    func `B65, B71 · only the permanent beginning of a road is kept`(statuses: [Int], target: String?) {
        let roads = ["a", "b", "c", "d"].map { "http://\($0).example.org/" }
        var hops = zip(statuses, roads).map { redirect($0, $1) }
        hops.append(Hop(url: Link(roads[statuses.count]), exchange: answer(), validators: nil))
        #expect(hops.permanentTarget == target.map { Link($0) })
    }

    @Test func `B71 · a permanent step down from https is not kept`() {
        let hops = [
            redirect(301, "https://a.example.org/"),
            Hop(url: Link("http://a.example.org/"), exchange: answer(), validators: nil),
        ]
        #expect(hops.permanentTarget == nil)
    }

    @Test(
        "B65 · a stranger's redirect into a private network is never kept",
        arguments: [
            ("198.105.1.1", "192.168.0.7", false), ("192.168.0.7", "192.168.0.8", true),
            ("192.168.0.7", "198.105.1.1", true), ("2600::1", "fd00::1", false),
            ("2600::1", "64:ff9b::a00:1", false),
            ("", "", true),
        ])
    func intoPrivateNetwork(from: String, to: String, isKept: Bool) {
        let hops = zip(["http://a.example.org/", home], [(301, from), (200, to)]).map { url, answer in
            Hop(
                url: Link(url),
                exchange: HTTPExchange(url: url, status: answer.0, remoteAddress: answer.1), validators: nil)
        }
        #expect((hops.permanentTarget != nil) == isKept)
    }
}
