/// What may be purged, and when: the `[retention]` part of the configuration. Nothing, unless it says so.
package struct RetentionPolicy: Hashable, Sendable {
    /// How long read items are kept after they left their feed; nil: for ever.
    package var read: Duration?
    /// How long unread items are kept after they left their feed; nil: for ever.
    package var unread: Duration?
    /// The newest that are kept of each feed; 0: all.
    package var perFeed = 0
    /// How long records of polls are kept.
    package var polls = Duration.seconds(90 * 86_400)

    package init() {}
}
