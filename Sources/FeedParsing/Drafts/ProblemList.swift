import FeedModel

/// The problems of one document: at most a hundred of each code, since a document may have one at every turn.
struct ProblemList {
    private(set) var list: [ParseProblem] = []
    private var counts: [ParseProblem.Code: Int] = [:]

    mutating func add(_ problem: ParseProblem) {
        let count = counts[problem.code, default: 0]
        guard count < 100 else { return }
        counts[problem.code] = count + 1
        list.append(problem)
    }

    mutating func add(_ problems: [ParseProblem]) {
        for problem in problems { add(problem) }
    }

    mutating func addLimit(_ message: String, line: Int? = nil) {
        add(ParseProblem(.limitExceeded, line: line, message: message))
    }
}
