package import FeedModel
import XMLReading

extension ParsedFeed {
    /// What `tidings parse` shows of a document that is no feed: an empty one that says why.
    package init(unreadable failure: ParseFailure, of document: FeedDocument) {
        self.init(format: .unknown, encoding: FeedParser.encoding(of: document))
        problems = [ParseProblem(.notAFeed, message: failure.description)]
        if case .limit(let reason) = failure {
            problems.append(ParseProblem(.limitExceeded, message: reason))
        }
    }
}
