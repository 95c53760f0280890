import FeedModel

/// Finds what was meant by a key that is not there.
enum KeyHint {
    static func hint(for name: String, in section: String) -> String {
        let siblings = ConfigKey.all.filter { $0.section == section }.map(\.name)
        let headers = section.isEmpty ? ConfigKey.sections.map(\.name).filter { !$0.isEmpty } : []
        if let nearest = NearestWord.to(name, among: siblings + headers) {
            return "did you mean \(headers.contains(nearest) ? header(nearest) : nearest)?"
        }
        // The right word under the wrong header is as common a slip as a misspelt one.
        if let key = ConfigKey.all.first(where: { $0.name == name }) {
            return key.section.isEmpty
                ? "\(name) stands at the top, before the first [table]"
                : "it belongs into \(header(key.section))"
        }
        if let nearest = NearestWord.to(name, among: ConfigKey.all.map(\.name)),
            let key = ConfigKey.all.first(where: { $0.name == nearest })
        {
            return key.section.isEmpty
                ? "did you mean \(nearest)?" : "did you mean \(nearest) in \(header(key.section))?"
        }
        let known = siblings.isEmpty ? headers : siblings
        return "known are \(known.joined(separator: ", "))"
    }

    private static func header(_ section: String) -> String {
        section == "feed" ? "[[feed]]" : "[\(section)]"
    }
}
