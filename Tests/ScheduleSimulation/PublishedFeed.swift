/// Length of a day in seconds.
package let day = 86_400.0

/// A feed as its publisher sees it: when it published, from long before it is first polled until the end of the play.
///
/// Moments are seconds; 0 is a Monday's midnight, and the beginning of the play.
package struct PublishedFeed: Sendable {
    package let rhythm: Rhythm
    package let course: Course
    /// When something was published, ascending.
    package let posts: [Double]
    /// How many of the newest posts its document holds.
    package let documentLength: Int

    package init(rhythm: Rhythm, course: Course, posts: [Double], documentLength: Int = 15) {
        self.rhythm = rhythm
        self.course = course
        self.posts = posts
        self.documentLength = documentLength
    }

    /// How the posts of a feed lie between one another.
    package enum Rhythm: String, CaseIterable, Sendable {
        /// At equal distances, a twentieth earlier or later.
        case periodic
        /// At any moment, independent of one another.
        case poisson
        /// The same, but from nine to five on five days of the week alone.
        case officeHours = "office hours"
        /// Three at a time, some minutes apart.
        case bursts
    }

    /// What becomes of a feed's rate.
    package enum Course: String, CaseIterable, Sendable {
        case steady
        /// Five times the rate from some moment on.
        case faster
        /// A fifth of it.
        case slower
        /// Nothing was published any more before the play began.
        case dead
        /// Falls silent during the play.
        case dying
        /// Silent for months, and comes back during the play.
        case reviving
    }
}

/// A rate that changes at given moments.
struct RateCourse {
    /// From when on, and how many posts a day; ascending.
    let steps: [(from: Double, perDay: Double)]

    /// The moments at which so many posts were to be expected since the first step: what is published evenly by this
    /// count is published at this course's rate.
    func moments(of counts: [Double]) -> [Double] {
        var moments: [Double] = []
        moments.reserveCapacity(counts.count)
        var step = 0
        var before = 0.0
        for count in counts {
            while step + 1 < steps.count {
                let inStep = (steps[step + 1].from - steps[step].from) / day * steps[step].perDay
                if count < before + inStep { break }
                before += inStep
                step += 1
            }
            guard steps[step].perDay > 0 else { break }
            moments.append(steps[step].from + (count - before) / steps[step].perDay * day)
        }
        return moments
    }

    /// How many posts are to be expected until `end`.
    func expected(until end: Double) -> Double {
        var sum = 0.0
        for (index, step) in steps.enumerated() where step.from < end {
            let last = index + 1 < steps.count ? min(steps[index + 1].from, end) : end
            sum += (last - step.from) / day * step.perDay
        }
        return sum
    }
}
