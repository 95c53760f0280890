import ScheduleSimulation

/// A week divided by the posts of the last one, between five minutes and a day: Miniflux's `entry_frequency`.
struct WeeklyCountRule: PollingRule {
    /// How many polls there are to be for each post.
    let factor: Double
    private var week: [Double] = []

    init(factor: Double) {
        self.factor = factor
    }

    mutating func nextPoll(after sighting: Sighting) -> Double {
        week =
            week.filter { $0 > sighting.now - 7 * day } + sighting.news.filter { $0 > sighting.now - 7 * day }
        let pause = week.isEmpty ? day : 7 * day / (Double(week.count) * factor)
        return sighting.now + min(max(pause, 300), day)
    }
}

/// Half the mean gap between the posts of a document, between five minutes and four hours, and a share of the longest
/// pause where nothing came for a week or more: CommaFeed's empirical interval.
struct MeanGapRule: PollingRule {
    private var document: [Double] = []

    mutating func nextPoll(after sighting: Sighting) -> Double {
        document = (document + sighting.news).suffix(15)
        let longest = 4 * 3_600.0
        return sighting.now + min(max(pause(at: sighting.now, longest: longest), 300), longest)
    }

    private func pause(at now: Double, longest: Double) -> Double {
        guard let first = document.first, let last = document.last else { return longest }
        let silence = (now - last) / day
        if silence >= 30 { return longest }
        if silence >= 14 { return longest / 2 }
        if silence >= 7 { return longest / 4 }
        return document.count < 2 ? longest : (last - first) / Double(document.count - 1) / 2
    }
}

/// Half the pause after news, half as much again after none, between an hour and a day.
struct HalvingRule: PollingRule {
    private var pause = 3_600.0

    mutating func nextPoll(after sighting: Sighting) -> Double {
        pause = min(max(sighting.news.isEmpty ? pause * 1.5 : pause / 2, 3_600), day)
        return sighting.now + pause
    }
}
