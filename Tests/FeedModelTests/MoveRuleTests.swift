import FeedModel
import FoundationEssentials
import Testing

struct MoveRuleTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)
    private static let old = "http://old.example/feed"
    private let rule = MoveRule(address: FeedAddress(old), hasSecrets: false)
    private let new = Link("http://new.example/feed")

    private func day(_ number: Double) -> Date { now.addingTimeInterval(number * 86_400) }

    /// The verdicts of polls on these days that all are led to one target.
    private func verdicts(_ rule: MoveRule, _ target: Link, on days: [Double]) -> [MoveRule.Verdict] {
        var candidate: MoveCandidate?
        return days.map { number in
            let verdict = rule.verdict(target: target, candidate: candidate, at: day(number))
            if case .stays(let next) = verdict { candidate = next }
            return verdict
        }
    }

    private func moves(to link: Link, _ cause: FeedMove.Cause) -> MoveRule.Verdict {
        .moves(FeedMove(address: FeedAddress(link.text), cause: cause))
    }

    @Test("B62 · a poll without permanent redirects leaves the feed where it is, and ends an older belief")
    func temporary() {
        let candidate = MoveCandidate(target: new, seen: 4, since: now)
        #expect(rule.verdict(target: nil, candidate: candidate, at: day(9)) == .stays(nil))
    }

    @Test(
        "B63 · a permanent redirect is believed after five polls over seven days",
        arguments: [
            ([0, 1, 2, 3, 7], true), ([0, 1, 2, 3, 6.9], false), ([0, 8, 16, 24], false),
            ([0, 0.1, 0.2, 0.3, 0.4, 0.5], false), ([0, 1, 2, 3, 4, 5, 6, 7], true),
        ] as [([Double], Bool)])
    func permanent(days: [Double], isBelieved: Bool) throws {
        let last = try #require(verdicts(rule, new, on: days).last)
        #expect((last == moves(to: new, .permanent)) == isBelieved)
    }

    @Test(
        "B63 · the same address by https is believed after two polls a day apart, another one is not",
        arguments: [
            ("https://old.example/feed", [0, 1], true), ("https://old.example/feed", [0, 0.9], false),
            ("https://OLD.example:443/feed", [0, 1], true), ("https://old.example/feed/", [0, 1], false),
            ("https://old.example/feed?x", [0, 1], false), ("https://old.example:8443/feed", [0, 1], false),
            ("https://www.old.example/feed", [0, 1], false),
        ] as [(String, [Double], Bool)])
    func secure(target: String, days: [Double], isBelieved: Bool) throws {
        let last = try #require(verdicts(rule, Link(target), on: days).last)
        #expect((last == moves(to: Link(target), .secure)) == isBelieved)
    }

    @Test("B63 · another target begins the count anew")
    func anotherTarget() {
        let candidate = MoveCandidate(target: Link("http://elsewhere.example/"), seen: 9, since: now)
        #expect(
            rule.verdict(target: new, candidate: candidate, at: day(8))
                == .stays(MoveCandidate(target: new, seen: 1, since: day(8))))
    }

    private func verdict(
        _ kind: FetchFailure.Kind, _ candidate: MoveCandidate?, requests: Int = 1, on number: Double
    )
        -> MoveRule.Verdict
    {
        let exchange = ExchangeRecord(requests: requests)
        return rule.verdict(
            failure: .fetching(FetchFailure(kind, exchange: exchange)), exchange: exchange,
            candidate: candidate, at: day(number))
    }

    @Test("B64 · once its old address has gone, a known target is moved to at once")
    func dead() {
        let candidate = MoveCandidate(target: new, seen: 1, since: now)
        #expect(verdict(.notFound, candidate, on: 1) == moves(to: new, .dead))
        #expect(
            rule.verdictOfGone(exchange: ExchangeRecord(requests: 1), candidate: candidate)
                == moves(to: new, .dead))
        #expect(verdict(.notFound, nil, on: 1) == .stays(nil))
        // What answers 404 here is the target.
        #expect(verdict(.notFound, candidate, requests: 2, on: 1) == .stays(candidate))
        #expect(
            rule.verdictOfGone(exchange: ExchangeRecord(requests: 2), candidate: candidate)
                == .stays(candidate))
    }

    @Test(
        "B64 · a name that is not known is believed on the second poll, a day later, and never without a network"
    )
    func unknownName() {
        let unknown = FetchFailure.Kind.nameLookup(host: "old.example", isPermanent: true)
        let candidate = MoveCandidate(target: new, seen: 1, since: now)
        var dying = candidate
        dying.deadSince = day(1)
        #expect(verdict(unknown, candidate, on: 1) == .stays(dying))
        #expect(verdict(unknown, dying, on: 1.5) == .stays(dying))
        #expect(verdict(unknown, dying, on: 2) == moves(to: new, .dead))
        #expect(verdict(.noNetwork, dying, on: 9) == .stays(dying))
        #expect(
            verdict(.nameLookup(host: "old.example", isPermanent: false), dying, on: 2) == .stays(candidate))
        #expect(verdict(.timeout(phase: .total), dying, on: 2) == .stays(candidate))
    }

    @Test("B66 · a redirect to what is no feed is never kept")
    func noFeed() {
        let candidate = MoveCandidate(target: new, seen: 4, since: now)
        let page = FeedFailure.parsing(.notAFeed(looksLike: "a web page"))
        func verdict(_ target: Link?) -> MoveRule.Verdict {
            rule.verdict(
                failure: page, exchange: ExchangeRecord(permanentTarget: target, requests: 2),
                candidate: candidate, at: day(9))
        }
        #expect(verdict(new) == .stays(nil))
        #expect(verdict(nil) == .stays(candidate))
    }

    @Test("B71 · a step from https down to http is never kept")
    func downgrade() {
        let rule = MoveRule(address: FeedAddress("https://old.example/feed"), hasSecrets: false)
        #expect(verdicts(rule, new, on: [0, 1, 2, 3, 8]).allSatisfy { $0 == .stays(nil) })
    }

    @Test(
        "B70 · a feed with secrets of its own moves within its host alone",
        arguments: [
            ("http://new.example/feed", true, false), ("https://old.example/feed", true, true),
            ("http://old.example/other", true, true), ("http://new.example/feed", false, true),
        ])
    func secrets(target: String, hasSecrets: Bool, isBelieved: Bool) throws {
        let rule = MoveRule(address: FeedAddress(Self.old), hasSecrets: hasSecrets)
        let last = try #require(verdicts(rule, Link(target), on: [0, 1, 2, 3, 8]).last)
        #expect((last == .stays(nil)) != isBelieved)
    }

    @Test("B70 · an address with a user in it stays as it is")
    func user() {
        let rule = MoveRule(address: FeedAddress("http://u:p@old.example/feed"), hasSecrets: false)
        #expect(rule.verdict(target: new, candidate: nil, at: now) == .stays(nil))
    }
}
