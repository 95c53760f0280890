package import FoundationEssentials

/// Deadlines that only a wrong clock can have set (`polling.md` B107).
extension UpdateSchedule {
    /// No sound deadline lies later: a day beyond the longest wish that is obeyed.
    package func latestDeadline(at now: Date) -> Date {
        now.addingTimeInterval(policy.longestWish.inSeconds + 86_400)
    }

    /// A deadline in place of one that was set in the future or lies too far away: as long from now as it was from when
    /// it was set, as far as that makes sense; never under the floor, so that no clock can cause a burst.
    ///
    /// - Parameter pause: the pause last chosen for the feed; nil before its first poll.
    package func mendedDeadline(_ deadline: Date, setAt: Date, pause: Duration?, at now: Date) -> Date {
        let floor = max(policy.shortestPause.inSeconds, pause?.inSeconds ?? 0)
        let distance = min(max(deadline.timeIntervalSince(setAt), floor), policy.longestWish.inSeconds)
        return now.addingTimeInterval(distance)
    }
}
