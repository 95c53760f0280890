import FeedFetching
import FeedModel
import FoundationEssentials
import HTTPTransport
import TestSupport

/// A moment that the tests call now: 2026-11-25 21:00:00 UTC, a Wednesday.
let now = Date(timeIntervalSince1970: 1_795_640_400)

let home = "http://feeds.example.org/a"

/// A feed that is due.
func due(
    _ address: String = home, isDeclared: Bool = false, fetching: FeedFetchSettings = FeedFetchSettings(),
    validators: CacheValidators? = nil
) -> DueFeed {
    DueFeed(
        id: FeedID(1), address: FeedAddress(address), isDeclared: isDeclared, fetching: fetching,
        validators: validators)
}

/// An answer with a short document, or with another body.
func answer(
    _ status: Int = 200, _ headers: HTTPHeaders = HTTPHeaders(), body: String = "<rss/>",
    from url: String = home
) -> HTTPExchange {
    HTTPExchange(url: url, status: status, headers: headers, body: Array(body.utf8))
}

/// A fetcher without spacing between requests, whose time stands still.
func fetcher(
    _ transport: any Transport, time: StoppedTime = StoppedTime(), resting: [HostRest] = [],
    _ change: (inout FetchPolicy) -> Void = { $0.hostSpacing = .zero }
) -> Fetcher {
    var policy = FetchPolicy()
    change(&policy)
    return Fetcher(
        transport: transport, policy: policy, backoff: Backoff(policy: SchedulePolicy()), version: "1.2.3",
        resting: resting, pace: Pace(elapsed: { time.elapsed }, sleep: { try await time.sleep($0) }))
}

extension Fetcher {
    /// Why a fetch brought nothing, or nil where it brought something.
    func failure(_ due: DueFeed, at moment: Date = now) async -> FetchFailure? {
        do throws(FetchFailure) {
            _ = try await fetch(due, at: moment)
            return nil
        } catch {
            return error
        }
    }
}

extension FetchResult {
    /// The text of the document, if there is one.
    var text: String? {
        guard case .document(let document) = self else { return nil }
        return String(decoding: document.bytes, as: UTF8.self)
    }
}
