import FeedModel
import FoundationEssentials
import Testing

struct BackoffTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)
    private let backoff = Backoff(policy: SchedulePolicy())

    private func hours(
        _ kind: FetchFailure.Kind, failures: Int, failingFor days: Double = 0,
        usual: Duration = .seconds(3_600),
        notBefore: Date? = nil
    ) -> Double {
        let history = PollHistory(failures: failures, failingSince: now.addingTimeInterval(-days * 86_400))
        let next = backoff.nextPoll(
            after: .fetching(FetchFailure(kind, notBefore: notBefore)), history: history, usual: usual,
            at: now,
            jitter: 0)
        return (next.at?.timeIntervalSince(now) ?? -1) / 3_600
    }

    @Test(
        "B25, B54, B57 · freshness of a failure never makes it be asked sooner, unless it asks us to stay away",
        arguments: [FetchFailure.Kind.notFound, .serverError(status: 500), .credentialsWanted(status: 401)])
    func freshFailures(kind: FetchFailure.Kind) {
        let soon = now.addingTimeInterval(600)
        for failures in [2, 4, 6] {
            #expect(
                hours(kind, failures: failures, usual: .seconds(86_400), notBefore: soon)
                    == hours(kind, failures: failures, usual: .seconds(86_400)))
        }
        let late = now.addingTimeInterval(50 * 3_600)
        #expect(hours(kind, failures: 1, notBefore: late) == 50)
        for kind in [
            FetchFailure.Kind.rateLimited(status: 429), .forbidden(isBotWall: false),
            .serverError(status: 503),
        ] {
            #expect(hours(kind, failures: 6, notBefore: soon) == 1)
        }
    }

    @Test("B23 · a page that came in place of a feed is asked again when its freshness is over")
    func freshPage() {
        let history = PollHistory(failures: 1, failingSince: now)
        let freshness = Freshness(lifetime: .seconds(172_800), until: now.addingTimeInterval(172_800))
        let next = backoff.nextPoll(
            after: .parsing(.notAFeed(looksLike: "a web page")), history: history, usual: .seconds(3_600),
            freshness: freshness, at: now, jitter: 0)
        #expect(next.at == freshness.until)
    }

    @Test(arguments: [
        (FetchFailure.Kind.serverError(status: 500), 1, 0.0, 1.0),
        (.serverError(status: 500), 3, 0, 4),
        (.serverError(status: 500), 9, 3, 24),
        (.serverError(status: 500), 40, 15, 168),
        (.cutShort, 2, 0, 2),
        (.notFound, 1, 0, 1),
        (.notFound, 4, 0, 8),
        (.notFound, 12, 5, 24),
        (.notFound, 12, 8, 72),
        (.forbidden(isBotWall: true), 1, 0, 4),
        (.forbidden(isBotWall: false), 9, 0, 72),
        (.rateLimited(status: 429), 1, 0, 1),
        (.rateLimited(status: 429), 3, 0, 4),
        (.rateLimited(status: 429), 90, 30, 24),
        (.credentialsWanted(status: 401), 1, 0, 24),
        (.refused(status: 451), 5, 0, 24),
    ])
    func `B57, B54, B53, B47, B56 · each kind of failure has its own wait`(
        kind: FetchFailure.Kind, failures: Int, days: Double, expected: Double
    ) {
        #expect(hours(kind, failures: failures, failingFor: days) == expected)
    }

    @Test func `a feed that is asked rarely is not asked more often for failing`() {
        #expect(hours(.timeout(phase: .total), failures: 1, usual: .seconds(36_000)) == 10)
    }

    @Test func `a server that names a time is taken at its word`() {
        let wish = now.addingTimeInterval(7_200)
        #expect(hours(.rateLimited(status: 429), failures: 9, notBefore: wish) == 2)
    }

    @Test func `but is asked no sooner than the floor and no later than a week`() {
        #expect(hours(.serverError(status: 503), failures: 1, notBefore: now.addingTimeInterval(5)) == 1)
        #expect(
            hours(.rateLimited(status: 429), failures: 1, notBefore: now.addingTimeInterval(400 * 86_400))
                == 168)
    }

    @Test func `no network is not the feed's failure, and is tried again soon`() {
        #expect(hours(.noNetwork, failures: 0) < 0.5)
        #expect(FeedFailure.fetching(FetchFailure(.noNetwork)).isOurs)
        #expect(!FeedFailure.fetching(FetchFailure(.notFound)).isOurs)
    }

    @Test func `B55 · gone is asked once more a day later, then believed`() {
        #expect(backoff.nextPoll(afterGoneConfirmed: false, at: now).at == now.addingTimeInterval(86_400))
        #expect(backoff.nextPoll(afterGoneConfirmed: true, at: now).at == nil)
    }

    @Test func `jitter adds up to a tenth`() {
        let history = PollHistory(failures: 1, failingSince: now)
        let next = backoff.nextPoll(
            after: .parsing(.notAFeed(looksLike: nil)), history: history, usual: .seconds(1), at: now,
            jitter: 0.5)
        #expect(next.at == now.addingTimeInterval(3_600 * 1.05))
    }

    @Test func `every failure has a code of its own and a sentence`() {
        let kinds: [FetchFailure.Kind] = [
            .cancelled, .badAddress(reason: "r"), .fileNotDeclared, .file(reason: "r"),
            .privateNetwork(host: "h"),
            .noNetwork, .nameLookup(host: "h", isPermanent: true), .unreachable(reason: "r"),
            .tls(reason: "r"),
            .timeout(phase: .connect), .cutShort, .tooLarge(limit: .megabytes(1)), .headersTooLarge,
            .undecodable(coding: "x"), .http2(reason: "r"), .rateLimited(status: 429),
            .forbidden(isBotWall: true),
            .forbidden(isBotWall: false), .credentialsWanted(status: 401), .notFound,
            .serverError(status: 500),
            .refused(status: 405), .unusable(status: 204), .redirect(.loop), .hostResting(host: "h"),
            .askedLately,
            .other(reason: "r"),
        ]
        #expect(Set(kinds.map(\.code)).count == kinds.count)
        #expect(kinds.allSatisfy { !$0.description.isEmpty })
    }
}
