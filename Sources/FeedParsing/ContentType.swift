/// What a `Content-Type` says beside the type.
enum ContentType {
    /// The value of the `charset` parameter; nil where there is none.
    static func charset(in value: String) -> String? {
        for parameter in value.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, ASCII.trimmed(String(parts[0])).lowercased() == "charset" else {
                continue
            }
            let quotes: Set<Character> = ["\"", "'", " ", "\t"]
            var label = parts[1]
            while let first = label.first, quotes.contains(first) { label.removeFirst() }
            while let last = label.last, quotes.contains(last) { label.removeLast() }
            return String(label)
        }
        return nil
    }
}
