/// How a poll ended.
package enum PollOutcome: Hashable, Sendable {
    /// The server answered 304.
    case notModified
    /// The server sent the very document that we had.
    case unchanged
    /// A document was read; its changes may still be none.
    case changed(FeedChanges)
    /// The server says that the feed is gone for good (410).
    case gone
    /// Its permanent redirects lead to another feed, which is polled by itself.
    case shared(FeedID)
    case failed(FeedFailure)
}
