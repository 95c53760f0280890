import FeedModel

/// What relative addresses are resolved against, with an eye on how much they grow by it.
///
/// A long base and many short addresses make more of a document than it is: beyond what is allowed, addresses stay
/// relative.
struct AddressBase {
    /// Nil where there is none, and once there is no more room.
    private(set) var link: Link?
    /// Bytes by which addresses may yet grow; below 0 once one was left as it was.
    private(set) var room: Int

    init(_ link: Link?, room: Int = .max) {
        self.link = link
        self.room = room
    }

    /// Bytes by which the addresses of a document of so many bytes may grow, all together.
    static func room(forDocumentOf bytes: Int) -> Int { 2 * bytes + (1 << 20) }

    /// A longer base is none: who has one means no address.
    static let longest = 8_192

    /// `reference` as an absolute address where that is possible.
    mutating func resolve(_ reference: String) -> String {
        guard let link else { return reference }
        let text = Link(reference).resolved(against: link).text
        room -= max(0, text.utf8.count - reference.utf8.count)
        guard room >= 0 else {
            self.link = nil
            return reference
        }
        return text
    }

    func withoutBase() -> AddressBase { AddressBase(nil, room: room) }
}
