package import FoundationEssentials

extension PollHistory {
    /// What is remembered after a poll that went well.
    ///
    /// - Parameters:
    ///   - feed: the document that was read; nil where there was none or it was the one we had.
    ///   - new: the items in it that were new.
    ///   - size: decoded bytes of the document; nil where none came.
    ///   - freshness: what the server said; a silence leaves what it said before, since only a document replaces it.
    package func after(
        success feed: ParsedFeed?, new: [ParsedItem], size: Int?, freshness: Freshness?, at now: Date
    ) -> PollHistory {
        var history = self
        history.failures = 0
        history.failingSince = nil
        history.goneSince = nil
        history.credentialsStamp = nil
        history.lastSuccess = now
        if let freshness {
            history.lifetime = freshness.lifetime
        } else if size != nil {
            history.lifetime = nil
        }
        if let size { history.documentSize = size }
        if let feed {
            history.hints = feed.hints
            history.isExpired = feed.isExpired
        }
        let times = new.map { $0.published ?? now }
        if let rate {
            history.rate = rate.adding(times, at: now)
        } else if feed != nil {
            history.rate = .begun(with: times, at: now)
        }
        if let newest = times.filter({ $0 <= now }).max() {
            history.lastNews = max(newest, lastNews ?? newest)
        }
        return history
    }

    /// What is remembered after a poll that failed.
    package func after(failureAt now: Date) -> PollHistory {
        var history = self
        history.failures += 1
        if history.failingSince == nil { history.failingSince = now }
        history.goneSince = nil
        return history
    }
}
