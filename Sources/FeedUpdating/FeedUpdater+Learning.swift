import FeedFetching
import FeedModel
import FeedStorage
import FoundationEssentials

/// What the answers of before mean for the next request.
extension FeedUpdater {
    /// The update of a feed that could not be reached since this machine has no network: nothing is counted against it,
    /// and it is due again as soon as the network may be back.
    func offline(_ due: DueFeed, exchange: ExchangeRecord) -> FeedUpdate {
        let now = time.now()
        let pause = Duration.seconds(NetworkWatch.probing)
        return FeedUpdate(
            feed: due.id, polledAt: now, outcome: .failed(.fetching(FetchFailure(.noNetwork))),
            validators: due.validators, digest: due.digest, history: due.history, hostRests: [],
            next: NextPoll(at: now.addingTimeInterval(pause.inSeconds), pause: pause, rule: .offline),
            exchange: exchange)
    }

    /// What a refusal teaches for the next request (B56).
    func learn(from refusal: FetchFailure.Kind, of due: DueFeed, in history: inout PollHistory) {
        switch refusal {
        case .refused(status: 406): history.acceptsAnything = true
        case .credentialsWanted:
            history.credentialsStamp = due.fetching.credentialsFile.map(CredentialsFile.stamp)
        default: break
        }
    }

    /// Wishes for a poll of each feed whose credentials were refused and whose file has changed since.
    func noteNewCredentials() async throws(StoreError) {
        let changed = try await store.refusedCredentials().filter {
            CredentialsFile.stamp(at: $0.file) != $0.stamp
        }
        if !changed.isEmpty { try await store.wishAgain(for: changed.map(\.feed), at: time.now()) }
    }
}

extension DueFeed {
    /// Whether it is to be asked without its validators, to see whether these are true (B13).
    func wantsProbe(at now: Date) -> Bool {
        validators != nil && history.trust.wantsProbe(at: now, spread: Double(id.rawValue % 97) / 97)
    }

    var unconditional: DueFeed {
        var due = self
        due.validators = nil
        return due
    }
}

extension ValidatorTrust {
    /// Takes note of what came in answer to the validators of `due`, or to none.
    mutating func note(
        _ outcome: PollOutcome, of due: DueFeed, answered fetched: Fetched, isProbe: Bool, at now: Date
    ) {
        switch outcome {
        case .notModified:
            noteSilence(
                at: now, perDay: due.history.rate?.perDay(at: now) ?? PublicationRate.priorPerDay)
        case .changed(let changes):
            // A document that no validators were sent for says nothing of them.
            let hasNews = due.validators == nil || !changes.new.isEmpty || !changes.revised.isEmpty
            noteDocument(isChanged: true, isEcho: false, hasNews: hasNews, isProbe: isProbe)
        case .unchanged:
            let tag = due.validators?.entityTag
            let isEcho = !isProbe && tag != nil && tag == fetched.validators?.entityTag
            noteDocument(isChanged: false, isEcho: isEcho, hasNews: false, isProbe: isProbe)
        case .gone, .shared, .failed: break
        }
    }
}
