import FoundationEssentials

/// Tells whether a key has been handed on to another item ("latest release").
enum HandingOn {
    /// Whether everything that is said under a key is other than before.
    ///
    /// Under a guid: title, link, content and time, of which three at least are there to be compared. Under a link:
    /// content, time, and title or fragment. A day without a time says nothing; nor does a time that both lack, where
    /// then few words may be the same.
    static func isHandedOn(_ key: ItemKey, from owner: KnownItem, to item: ParsedItem) -> Bool {
        guard !key.isDigest, let before = owner.traits else { return false }
        let now = ItemTraits(of: item.content, published: item.published)
        let time = compared(before.published?.unlessMidnight, now.published?.unlessMidnight)
        let content = compared(before.words, now.words)
        let title = compared(before.title, now.title)
        if key.isLink {
            let fragments =
                owner.said.map { $0.content.link?.fragment != item.content.link?.fragment } ?? false
            guard content == .other, title == .other || fragments else { return false }
            switch time {
            case .other: return true
            case .same: return false
            case .unknown:
                return owner.said.map { !$0.content.bodyWords.sharesMost(with: item.content.bodyWords) }
                    ?? false
            }
        }
        let all = [title, compared(before.link, now.link), content, time]
        return !all.contains(.same) && all.filter { $0 == .other }.count >= 3
    }

    private enum Comparison {
        case same, other
        /// One of them lacks it.
        case unknown
    }

    private static func compared<Value: Equatable>(_ before: Value?, _ now: Value?) -> Comparison {
        guard let before, let now else { return .unknown }
        return before == now ? .same : .other
    }
}
