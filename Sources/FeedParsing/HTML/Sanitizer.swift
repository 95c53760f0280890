package import FeedModel
internal import XMLReading

/// Reduces HTML to what is safe to show and says something: a fixed list of elements and attributes.
///
/// The text is parsed as a browser parses the contents of a `div`, filtered and written anew, so that what comes out
/// reads the same to every browser. Nothing is added.
package enum Sanitizer {
    /// The safe part of an HTML fragment, trimmed; empty if nothing is left.
    ///
    /// - Parameter base: what relative references are resolved against; without one they stay as they are.
    package static func sanitized(html: String, base: Link?) -> String {
        var base = AddressBase(base)
        return sanitized(Array(html.utf8)[...], base: &base)
    }

    /// The same in bytes; the input must be valid UTF-8.
    package static func sanitized(_ html: [UInt8], base: Link?) -> [UInt8] {
        var base = AddressBase(base)
        return Array(sanitized(html[...], base: &base).utf8)
    }

    /// The same by way of a tree, however plain the markup is.
    package static func sanitizedByParsing(_ html: [UInt8], base: Link?) -> [UInt8] {
        var base = AddressBase(base)
        return sanitizedByParsing(html, base: &base)
    }

    /// The safe part of a piece of a document, without a copy; it must be valid UTF-8.
    static func sanitized(_ html: ArraySlice<UInt8>, base: inout AddressBase) -> String {
        PlainMarkup.sanitized(html, base: &base)
            ?? String(decoding: sanitizedByParsing(Array(html), base: &base), as: UTF8.self)
    }

    private static func sanitizedByParsing(_ html: [UInt8], base: inout AddressBase) -> [UInt8] {
        var result = html
        var current = base
        // What is taken out of the middle can leave a paragraph in a paragraph, which no parser would read so: then the
        // result is read once more. Twice has sufficed for all that we know of.
        for round in 0..<4 {
            let document = HTMLDocument(reading: result)
            var writer = SanitizedMarkup(names: document.names, base: current)
            writer.writeContent(of: document.root)
            result = Array(ASCII.trimmed(writer.output[...]))
            if round == 0 { base = writer.base }
            guard writer.isRearranged else { break }
            current = base.withoutBase()
        }
        return result
    }
}
