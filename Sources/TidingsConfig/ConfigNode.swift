/// A value as the file holds it, before anybody asked what it means.
enum ConfigNode: Hashable {
    case text(String)
    case integer(Int)
    case flag(Bool)
    case list([ConfigNode])
    case table([String: ConfigNode])
    /// A kind of value that no key takes: a fraction, a date, a time.
    case other(String)

    /// What it is, in words.
    var kind: String {
        switch self {
        case .text: "a text"
        case .integer: "a number"
        case .flag: "true or false"
        case .list: "a list"
        case .table: "a table"
        case .other(let kind): kind
        }
    }
}
