package import FeedStorage

/// What ends a poll without an update: it was called off, or nothing can be remembered.
package enum Interruption: Error {
    case cancelled
    case store(StoreError)
}
