/// A subscription as a file declares it, and where in that file.
package struct DeclaredSubscription: Hashable, Sendable {
    package let subscription: Subscription
    /// The 1-based line of the declaration, for messages.
    package let line: Int

    package init(_ subscription: Subscription, line: Int) {
        self.subscription = subscription
        self.line = line
    }
}
