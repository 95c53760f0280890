/// What can be done to a document to mend it.
enum Repair: UInt8 {
    case bareAmpersand
    case bareLessThan
    case bareValue
    case controlCharacter
    case crossedElements
    case crowdedAttributes
    case cutAttributes
    case cutDepth
    case cutEntities
    case cutExpansion
    case cutLength
    case cutValue
    case forbiddenCharacter
    case forbiddenReference
    case htmlVoid
    case impossibleName
    case lateDeclaration
    case lessThanInValue
    case missingValue
    case openEndTag
    case openStartTag
    case repeatedAttribute
    case strayCDATAEnd
    case strayCharacter
    case strayDeclaration
    case strayEndTag
    case surrogates
    case unclosedCDATA
    case unclosedComment
    case unclosedDocument
    case unclosedDocumentType
    case unclosedInstruction
    case unclosedTag
    case unclosedValue

    /// Whether it shows that the end of the document is missing.
    var isCut: Bool { self == .unclosedDocument || self == .unclosedTag }

    /// What it mends, in words for people.
    var words: String {
        switch self {
        case .bareAmpersand: "“&” that begins no reference"
        case .bareLessThan: "“<” that begins no tag"
        case .bareValue: "a value without quotes"
        case .controlCharacter: "a control character that XML forbids"
        case .crossedElements: "elements that do not end where they should"
        case .crowdedAttributes: "attributes without white space between them"
        case .cutAttributes: "too many attributes in one tag"
        case .cutDepth: "elements are nested too deep"
        case .cutEntities: "too many entities are declared"
        case .cutExpansion: "entities expand to too much"
        case .cutLength: "the document is too long once it is mended"
        case .cutValue: "a value is too long"
        case .forbiddenCharacter: "a character that XML forbids"
        case .forbiddenReference: "a reference to a character that XML forbids"
        case .htmlVoid: "an HTML tag that is not closed"
        case .impossibleName: "an attribute with an impossible name"
        case .lateDeclaration: "an XML declaration in the middle of a document"
        case .lessThanInValue: "“<” in a value"
        case .missingValue: "an attribute without a value"
        case .openEndTag: "an end tag without “>”"
        case .openStartTag: "a tag without “>”"
        case .repeatedAttribute: "an attribute that a tag has twice"
        case .strayCDATAEnd: "“]]>” outside a CDATA section"
        case .strayCharacter: "a stray character in a tag"
        case .strayDeclaration: "a declaration that does not belong here"
        case .strayEndTag: "an end tag without its start tag"
        case .surrogates: "a character written as two surrogates"
        case .unclosedCDATA: "a CDATA section does not end"
        case .unclosedComment: "a comment does not end"
        case .unclosedDocument: "the document ends inside an element"
        case .unclosedDocumentType: "a document type does not end"
        case .unclosedInstruction: "an instruction does not end"
        case .unclosedTag: "the document ends inside a tag"
        case .unclosedValue: "a value whose quotes do not end"
        }
    }

    /// Whether something was cut, rather than set right.
    var isLimit: Bool {
        switch self {
        case .cutLength, .cutEntities, .cutExpansion, .cutDepth, .cutAttributes, .cutValue: true
        default: false
        }
    }
}
