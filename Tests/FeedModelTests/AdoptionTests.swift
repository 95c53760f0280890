import FeedModel
import Testing

struct AdoptionTests {
    private let file = SubscriptionOrigin.declared(file: "tidings.toml")

    private func subscription(_ address: String, _ origin: SubscriptionOrigin, title: String? = nil)
        -> Subscription
    {
        Subscription(address: FeedAddress(address), origin: origin, title: title)
    }

    @Test func `what is declared for the first time is adopted`() {
        let new = subscription("https://a.example/", file)
        let adoption = Adoption(declared: [DeclaredSubscription(new, line: 1)], stored: [])
        #expect(adoption.adopted == [new])
        #expect(adoption.letGo.isEmpty && adoption.changed.isEmpty)
    }

    @Test func `what is no longer declared is let go, but never what the reader added`() {
        let declared = subscription("https://a.example/", file)
        let own = subscription("https://b.example/", .reader)
        #expect(Adoption(declared: [], stored: [declared, own]).letGo == [declared])
    }

    @Test func `what the file says otherwise is changed`() {
        let before = subscription("https://a.example/", file)
        let after = subscription("https://a.example/", file, title: "A")
        let adoption = Adoption(declared: [DeclaredSubscription(after, line: 1)], stored: [before])
        #expect(adoption.changed == [after])
        #expect(adoption.adopted.isEmpty && adoption.letGo.isEmpty)
    }

    @Test func `another retention is a change`() {
        let before = subscription("https://a.example/", file)
        let after = Subscription(
            address: before.address, origin: file, retention: FeedRetention(newest: 5))
        #expect(
            Adoption(declared: [DeclaredSubscription(after, line: 1)], stored: [before]).changed == [after])
    }

    @Test func `what stays the same is left alone`() {
        let same = subscription("https://a.example/", file)
        let adoption = Adoption(declared: [DeclaredSubscription(same, line: 1)], stored: [same])
        #expect(adoption.changed.isEmpty && adoption.adopted.isEmpty && adoption.letGo.isEmpty)
    }

    @Test(arguments: ["abcd", "dcba", "abxcd", "xabcd", "abcdx", "bd", "acxb", "aabxbxcda", "", "xyx"])
    func `the order does not matter, and the first of several counts`(_ names: String) {
        let stored = "abcd".map { subscription("https://\($0).example/", file) }
        // The first of each name says what is stored, or is new; those after it would be changes.
        let declared = names.enumerated().map { position, name in
            let isFirst = names.prefix(position).allSatisfy { $0 != name }
            let said = subscription("https://\(name).example/", file, title: isFirst ? nil : "again")
            return DeclaredSubscription(said, line: position)
        }
        let adoption = Adoption(declared: declared, stored: stored)
        let added = ["x", "y"].filter { names.contains($0) }
        #expect(adoption.adopted == added.map { subscription("https://\($0).example/", file) })
        #expect(adoption.changed.isEmpty)
        #expect(adoption.letGo == stored.filter { one in !declared.contains { $0.subscription == one } })
    }
}
