import FeedModel
import FeedStorage
import FoundationEssentials
package import Logging

/// Tells what came of polls: changes of condition once, at `notice`; steady states only to those who ask for them.
package struct UpdateLog: Sendable {
    private let logger: Logger

    package init(_ logger: Logger) {
        self.logger = logger
    }

    /// Tells of one poll.
    ///
    /// - Parameter due: what was polled.
    func tell(_ receipt: UpdateReceipt, of update: FeedUpdate, _ due: DueFeed) {
        guard isWorthTelling(receipt, of: update) || logger.logLevel <= .debug else { return }
        var facts: Logger.Metadata = [
            "feed": "\(receipt.feed.rawValue)",
            "title": "\(receipt.title ?? due.address.redacted)",
        ]
        switch (receipt.turn, update.outcome) {
        case (.broke, .failed(let failure)):
            facts["reason"] = "\(failure)"
            facts["next-poll"] = update.next.at.map { "\($0.formatted(.iso8601))" }
            logger.notice("feed began to fail", metadata: facts)
        case (_, .gone) where update.next.at == nil:
            logger.notice("feed is gone and polled no more", metadata: facts)
        case (.broke, .gone):
            logger.notice("feed says it is gone; asking once more in a day", metadata: facts)
        case (.recovered, _):
            logger.notice("feed recovered", metadata: facts)
        default:
            break
        }
        if let move = receipt.move { tell(move, facts) }
        facts["outcome"] = "\(update.outcome.word)"
        facts["new"] = "\(receipt.new.count)"
        facts["revised"] = "\(receipt.revised)"
        facts["status"] = update.exchange.status.map { "\($0)" }
        facts["rule"] = "\(update.next.rule.rawValue)"
        logger.debug("polled", metadata: facts)
    }

    /// Most polls are not.
    private func isWorthTelling(_ receipt: UpdateReceipt, of update: FeedUpdate) -> Bool {
        if case .gone = update.outcome { return true }
        return receipt.turn != .steady || receipt.move != nil
    }

    /// Tells of a move that had to wait.
    func tell(_ move: UpdateReceipt.Move, of feed: FeedID) {
        tell(move, ["feed": "\(feed.rawValue)"])
    }

    private func tell(_ move: UpdateReceipt.Move, _ facts: Logger.Metadata) {
        var facts = facts
        facts["address"] = "\(move.address.redacted)"
        facts["merged-with"] = move.merged.map { "\($0.rawValue)" }
        logger.notice("feed has moved", metadata: facts)
    }

    func tell(_ round: RoundReport) {
        guard round.polled > 0 else { return }
        logger.info(
            "round done",
            metadata: [
                "polled": "\(round.polled)", "failed": "\(round.failed)", "new": "\(round.new)",
            ])
    }

    func tell(_ purge: PurgeReceipt) {
        guard !purge.isEmpty else { return }
        logger.info(
            "purged",
            metadata: [
                "items": "\(purge.items)", "polls": "\(purge.records.polls)",
                "operations": "\(purge.records.operations)", "freed": "\(purge.freed)",
            ])
    }

    func tellNoPurge(_ error: StoreError) {
        logger.warning("nothing could be purged; tried again in a day", metadata: ["reason": "\(error)"])
    }

    func tellFull(_ error: StoreError) {
        logger.critical("no room to remember anything: polling rests", metadata: ["reason": "\(error)"])
    }

    func tellNetwork(_ turn: NetworkHealth.Turn) {
        switch turn {
        case .wentDown: logger.notice("no network: polling rests, but for a try each minute")
        case .cameUp: logger.notice("the network is back: polling goes on")
        }
    }

    func tellRoomAgain() {
        logger.notice("there is room again: polling goes on")
    }

    /// What the database refuses of one feed ends nothing but that poll.
    func tellRefused(_ feed: FeedID, reason: String) {
        logger.error(
            "a poll could not be remembered; its feed is asked again later",
            metadata: ["feed": "\(feed.rawValue)", "reason": "\(reason)"])
    }

    func tellBusy(_ error: StoreError) {
        logger.error(
            "a poll could not be remembered; its feed is asked again later", metadata: ["reason": "\(error)"])
    }
}

extension PollOutcome {
    /// One word for logs and the record of polls.
    package var word: String {
        switch self {
        case .notModified: "not-modified"
        case .unchanged: "unchanged"
        case .changed: "changed"
        case .gone: "gone"
        case .shared: "shared"
        case .failed(let failure): failure.code
        }
    }
}
