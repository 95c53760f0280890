import FeedModel
import Testing

@Suite struct SubscriptionEditTests {
    private let old = Subscription(
        address: FeedAddress("https://a.example/feed"), origin: .reader, title: "A", tags: ["News", "linux"],
        interval: .seconds(3_600), onlyNew: true)

    private func edited(_ change: (inout SubscriptionEdit) -> Void) -> Subscription {
        var edit = SubscriptionEdit()
        change(&edit)
        return edit.applied(to: old)
    }

    @Test func `what is not named stays`() {
        #expect(SubscriptionEdit().isEmpty)
        #expect(SubscriptionEdit().applied(to: old) == old)
        #expect(edited { $0.revisedTurnsUnread = true }.title == "A")
        #expect(edited { $0.title = "B" }.interval == .seconds(3_600))
    }

    @Test func `an empty title is the feed's own, and auto is no interval`() {
        #expect(edited { $0.title = "" }.title == nil)
        #expect(edited { $0.interval = .auto }.interval == nil)
        #expect(edited { $0.interval = .fixed(.seconds(60)) }.interval == .seconds(60))
    }

    @Test func `tags are added once, and taken off whatever their letter case`() {
        #expect(edited { $0.addedTags = ["linux", "new"] }.tags == ["News", "linux", "new"])
        #expect(edited { $0.removedTags = ["news", "none"] }.tags == ["linux"])
        #expect(edited { ($0.addedTags, $0.removedTags) = (["news"], ["NEWS"]) }.tags == ["linux", "news"])
    }

    @Test func `the edit between two subscriptions makes one of the other`() {
        let new = edited {
            $0.title = ""
            $0.addedTags = ["x"]
            $0.removedTags = ["linux"]
            $0.interval = .auto
            $0.revisedTurnsUnread = true
        }
        let back = SubscriptionEdit(from: new, to: old).applied(to: new)
        #expect(back.title == "A")
        #expect(Set(back.tags) == Set(old.tags))
        #expect(back.interval == old.interval)
        #expect(back.revisedTurnsUnread == false)
        #expect(SubscriptionEdit(from: old, to: old).isEmpty)
    }
}
