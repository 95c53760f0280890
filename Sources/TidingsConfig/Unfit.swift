/// Why a value is not accepted.
struct Unfit: Error, Hashable {
    /// What was found, as the file has it; it follows "must be …, not".
    let found: String
    /// The member of a list that is at fault, counted from 0.
    var index: Int?
    var hint: String?

    init(_ node: ConfigNode, index: Int? = nil, hint: String? = nil) {
        found = Unfit.shown(node)
        self.index = index
        self.hint = hint
    }

    private static func shown(_ node: ConfigNode) -> String {
        switch node {
        case .text(let text) where text.utf8.count <= 80: TOMLText.quoted(text)
        case .integer(let number): "\(number)"
        case .flag(let flag): "\(flag)"
        default: node.kind
        }
    }
}
