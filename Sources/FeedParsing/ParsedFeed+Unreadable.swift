package import FeedModel

extension ParsedFeed {
    /// What `tidings parse` shows of a document that is no feed: an empty one that says why.
    package init(unreadable failure: ParseFailure) {
        self.init(format: .unknown, encoding: "utf-8")
        problems = [ParseProblem(.notAFeed, message: failure.description)]
        if case .limit(let reason) = failure {
            problems.append(ParseProblem(.limitExceeded, message: reason))
        }
    }
}
