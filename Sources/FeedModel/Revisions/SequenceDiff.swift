/// What two sequences of numbers have in common, and what stands between.
///
/// The shortest way from one to the other (Myers, "An O(ND) Difference Algorithm", 1986) while few numbers differ; else
/// the numbers that either sequence has once divide both (Cohen's patience diff), and what lies between is compared for
/// itself. Time and memory are bounded whatever is compared: where the work is used up, the rest is one change.
struct SequenceDiff {
    /// A stretch of one sequence that gave way to one of the other; either may be empty, not both.
    struct Change: Hashable {
        var before: Range<Int>
        var now: Range<Int>
    }

    private let before: [Int32]
    private let now: [Int32]
    private var isKeptBefore: [Bool]
    private var isKeptNow: [Bool]
    private var work = Self.workAllowed

    /// Steps that may be made altogether.
    private static let workAllowed = 8_000_000
    /// Numbers that may differ on the shortest way; its memory grows with the square.
    private static let farthest = 1_000

    /// The changes between two sequences, in their order.
    static func changes(from before: [Int32], to now: [Int32]) -> [Change] {
        var diff = SequenceDiff(before, now)
        diff.compare()
        return diff.changes
    }

    private init(_ before: [Int32], _ now: [Int32]) {
        self.before = before
        self.now = now
        isKeptBefore = Array(repeating: false, count: before.count)
        isKeptNow = Array(repeating: false, count: now.count)
    }

    private var changes: [Change] {
        var changes: [Change] = []
        var (left, right) = (0, 0)
        while left < before.count || right < now.count {
            let start = (left, right)
            while left < before.count, !isKeptBefore[left] { left += 1 }
            while right < now.count, !isKeptNow[right] { right += 1 }
            if start != (left, right) {
                changes.append(Change(before: start.0..<left, now: start.1..<right))
            }
            while left < before.count, right < now.count, isKeptBefore[left], isKeptNow[right] {
                left += 1
                right += 1
            }
        }
        return changes
    }

    private mutating func compare() {
        var waiting = [Change(before: 0..<before.count, now: 0..<now.count)]
        while let next = waiting.popLast() {
            let part = withoutCommonEnds(next)
            guard !part.before.isEmpty, !part.now.isEmpty, work > 0 else { continue }
            if takeShortestWay(through: part) { continue }
            var (left, right) = (part.before.lowerBound, part.now.lowerBound)
            for anchor in anchors(in: part) {
                keep(anchor.before, anchor.now)
                waiting.append(Change(before: left..<anchor.before, now: right..<anchor.now))
                (left, right) = (anchor.before + 1, anchor.now + 1)
            }
            if left > part.before.lowerBound {
                waiting.append(
                    Change(before: left..<part.before.upperBound, now: right..<part.now.upperBound))
            }
        }
    }

    private mutating func keep(_ left: Int, _ right: Int) {
        isKeptBefore[left] = true
        isKeptNow[right] = true
    }

    private mutating func withoutCommonEnds(_ part: Change) -> Change {
        var (left, right) = (part.before, part.now)
        while let first = left.first, let other = right.first, before[first] == now[other] {
            keep(first, other)
            left = left.dropFirst()
            right = right.dropFirst()
        }
        while let last = left.last, let other = right.last, before[last] == now[other] {
            keep(last, other)
            left = left.dropLast()
            right = right.dropLast()
        }
        return Change(before: left, now: right)
    }

    // MARK: The shortest way

    /// Keeps what the shortest way keeps; false where that is too long, or too much work.
    private mutating func takeShortestWay(through part: Change) -> Bool {
        let (width, height) = (part.before.count, part.now.count)
        let bound = min(width + height, Self.farthest)
        // How far each diagonal has come, in the first sequence; and all that before each step.
        var reached = [Int32](repeating: 0, count: 2 * bound + 3)
        var trail: [[Int32]] = []
        for step in 0...bound {
            trail.append(Array(reached[(bound + 1 - step)...(bound + 1 + step)]))
            let first = -step + 2 * max(0, step - height)
            let last = step - 2 * max(0, step - width)
            for diagonal in stride(from: first, through: last, by: 2) {
                let (up, down) = (reached[bound + diagonal], reached[bound + 2 + diagonal])
                let isDown = diagonal == -step || (diagonal != step && up < down)
                var left = Int(isDown ? down : up + 1)
                let start = left
                while left < width, left - diagonal < height,
                    before[part.before.lowerBound + left] == now[part.now.lowerBound + left - diagonal]
                {
                    left += 1
                }
                work -= 1 + left - start
                reached[bound + 1 + diagonal] = Int32(left)
                if left >= width, left - diagonal >= height {
                    retrace(trail, through: part)
                    return true
                }
            }
            if work <= 0 { return false }
        }
        return false
    }

    private mutating func retrace(_ trail: [[Int32]], through part: Change) {
        var (left, right) = (part.before.count, part.now.count)
        for (step, reached) in trail.enumerated().reversed() {
            let diagonal = left - right
            var start = (left: 0, right: 0)
            if step > 0 {
                let isDown =
                    diagonal == -step
                    || (diagonal != step && reached[step + diagonal - 1] < reached[step + diagonal + 1])
                let former = isDown ? diagonal + 1 : diagonal - 1
                start.left = Int(reached[step + former])
                start.right = start.left - former
            }
            while left > start.left, right > start.right {
                left -= 1
                right -= 1
                keep(part.before.lowerBound + left, part.now.lowerBound + right)
            }
            (left, right) = start
        }
    }

    // MARK: Anchors

    private typealias Anchor = (before: Int, now: Int)

    /// The numbers that are there once on either side, of them the most that come in the same order.
    private mutating func anchors(in part: Change) -> [Anchor] {
        work -= part.before.count + part.now.count
        // Where a number stands; nil where it stands twice.
        var places: [Int32: Int?] = [:]
        for place in part.before {
            places.updateValue(places[before[place]] == nil ? place : nil, forKey: before[place])
        }
        var others: [Int32: Int?] = [:]
        for place in part.now {
            others.updateValue(others[now[place]] == nil ? place : nil, forKey: now[place])
        }
        let pairs: [Anchor] = part.now.compactMap { place in
            guard let once = others[now[place]], once == place, let other = places[now[place]], let other
            else { return nil }
            return (other, place)
        }
        return Self.longestAscent(pairs)
    }

    /// The longest sequence of pairs that ascends on the left too (patience sorting).
    private static func longestAscent(_ pairs: [Anchor]) -> [Anchor] {
        // The last pair of the best ascent of each length, and for each pair the one before it.
        var ends: [Int] = []
        var former = [Int?](repeating: nil, count: pairs.count)
        for (index, pair) in pairs.enumerated() {
            var (low, high) = (0, ends.count)
            while low < high {
                let middle = (low + high) / 2
                if pairs[ends[middle]].before < pair.before { low = middle + 1 } else { high = middle }
            }
            if low > 0 { former[index] = ends[low - 1] }
            if low < ends.count { ends[low] = index } else { ends.append(index) }
        }
        var ascent: [Anchor] = []
        var place = ends.last
        while let index = place {
            ascent.append(pairs[index])
            place = former[index]
        }
        return ascent.reversed()
    }
}
