package import FoundationEssentials

/// Something that was done to marks or subscriptions, by the reader or by tidings itself, and that can be taken back.
package struct Operation: Hashable, Sendable {
    package let id: OperationID
    package let at: Date
    package let kind: Kind
    /// What it was done to, as the reader typed it, or the title that the feed had then; may be empty.
    package let subject: String
    /// How many articles have other marks by it, twins counted once; of a removal, how many subscriptions ended.
    package let changed: Int
    /// The operation that took it back; nil while it stands.
    package let undoneBy: OperationID?

    package enum Kind: Hashable, Sendable {
        /// The reader marked items.
        case mark(Mark)
        /// The reader ended subscriptions.
        case removal
        /// The reader joined the marks of another library to these.
        case importing
        /// The reader took an operation back.
        case undo(of: OperationID)
        /// The first poll of a subscription that wants new items only marked those read that were there before.
        case onlyNew
        /// Items that their feed revised turned unread, as the subscription asks.
        case revision
        /// New items took the marks of their twins.
        case twin
        /// Two feeds became one, and items of both have the marks of either.
        case merger
    }

    package init(
        id: OperationID, at: Date, kind: Kind, subject: String, changed: Int, undoneBy: OperationID?
    ) {
        self.id = id
        self.at = at
        self.kind = kind
        self.subject = subject
        self.changed = changed
        self.undoneBy = undoneBy
    }
}

extension Operation.Kind {
    /// Whether tidings does it by itself.
    package var isAutomatic: Bool {
        switch self {
        case .mark, .removal, .importing, .undo: false
        case .onlyNew, .revision, .twin, .merger: true
        }
    }

    /// The word under which a kind is remembered, and by which programs know it.
    package var code: String {
        switch self {
        case .mark(let mark): mark.rawValue
        case .removal: "removal"
        case .importing: "import"
        case .undo: "undo"
        case .onlyNew: "only-new"
        case .revision: "revision"
        case .twin: "twin"
        case .merger: "merger"
        }
    }

    /// The operation that is taken back.
    package var undoes: OperationID? {
        if case .undo(let former) = self { former } else { nil }
    }

    /// The kind with this code; nil for a code that nobody gave.
    package init?(code: String, undoes former: OperationID?) {
        switch (code, former) {
        case ("undo", let former?): self = .undo(of: former)
        case ("removal", nil): self = .removal
        case ("import", nil): self = .importing
        case ("only-new", nil): self = .onlyNew
        case ("revision", nil): self = .revision
        case ("twin", nil): self = .twin
        case ("merger", nil): self = .merger
        case (_, nil):
            guard let mark = Mark(rawValue: code) else { return nil }
            self = .mark(mark)
        default: return nil
        }
    }
}
