import FeedModel
import FeedUpdating
import Testing

struct RoundPlacesTests {
    /// Begins polls until there is no room; says how many.
    private func fill(_ places: inout RoundPlaces, from first: Int64, at now: Duration) -> Int {
        var count = 0
        while places.hasRoom(at: now), count < 10_000 {
            places.begin(FeedID(first + Int64(count)), at: now)
            count += 1
        }
        return count
    }

    @Test func `as many polls as the round is wide begin at once`() {
        var places = RoundPlaces(width: 3)
        #expect(fill(&places, from: 1, at: .zero) == 3)
        #expect(fill(&places, from: 4, at: .milliseconds(999)) == 0)
        places.end(FeedID(2))
        #expect(fill(&places, from: 4, at: .milliseconds(999)) == 1)
    }

    @Test func `polls that last make room for as many again, and no more`() {
        var places = RoundPlaces(width: 3)
        _ = fill(&places, from: 1, at: .zero)
        #expect(fill(&places, from: 4, at: .seconds(1)) == 3)
        #expect(fill(&places, from: 7, at: .seconds(100)) == 0)
        places.end(FeedID(1))
        #expect(fill(&places, from: 7, at: .seconds(100)) == 1)
    }

    @Test func `a wide round lends a fixed number of places`() {
        var places = RoundPlaces(width: 1_000)
        _ = fill(&places, from: 1, at: .zero)
        #expect(fill(&places, from: 1_001, at: .seconds(1)) == RoundPlaces.mostLent)
    }

    @Test func `it says when the poll that has lasted longest makes room`() {
        var places = RoundPlaces(width: 2)
        var waits: [Duration?] = []
        func note(at now: Duration) { waits.append(places.wait(at: now)) }
        note(at: .zero)
        places.begin(FeedID(1), at: .zero)
        places.begin(FeedID(2), at: .milliseconds(300))
        note(at: .milliseconds(400))
        places.end(FeedID(1))
        note(at: .milliseconds(400))
        #expect(fill(&places, from: 3, at: .milliseconds(1_300)) == 2)
        note(at: .milliseconds(1_300))
        // All that may be lent is lent.
        _ = fill(&places, from: 5, at: .seconds(3))
        note(at: .seconds(3))
        #expect(waits == [nil, .milliseconds(600), .milliseconds(900), .seconds(1), nil])
    }

    @Test func `a feed that is polled again is counted anew`() {
        var places = RoundPlaces(width: 1)
        places.begin(FeedID(1), at: .zero)
        places.end(FeedID(1))
        places.begin(FeedID(1), at: .milliseconds(500))
        #expect(fill(&places, from: 2, at: .seconds(1)) == 0)
        #expect(fill(&places, from: 2, at: .milliseconds(1_500)) == 1)
    }
}
