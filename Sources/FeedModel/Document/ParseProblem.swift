/// Something wrong in a document that did not keep it from being read.
package struct ParseProblem: Hashable, Sendable {
    /// The codes of `tidings parse --json`.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case notAFeed = "not-a-feed"
        case notWellFormed = "not-well-formed"
        case undefinedEntity = "undefined-entity"
        case undeclaredPrefix = "undeclared-prefix"
        case limitExceeded = "limit-exceeded"
        case unknownEncoding = "unknown-encoding"
        case badEncoding = "bad-encoding"
        case missingVersion = "missing-version"
        case badType = "bad-type"
        case missingID = "missing-id"
        case duplicateID = "duplicate-id"
        case badDate = "bad-date"
        case relativeURL = "relative-url"
        case unsafeURL = "unsafe-url"
    }

    package let code: Code
    /// The 1-based line in the input; nil where it is not known.
    package let line: Int?
    /// A sentence for people.
    package let message: String

    package init(_ code: Code, line: Int? = nil, message: String) {
        self.code = code
        self.line = line
        self.message = message
    }
}
