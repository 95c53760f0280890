/// A request as it reached the loopback server.
package struct ReceivedRequest: Hashable, Sendable {
    /// Request line and headers as they came, up to and with the empty line.
    package let head: [UInt8]

    /// Which connection it came on, counted from 1.
    package let connection: Int

    /// The request line, without its end.
    package var line: String {
        lines.first ?? ""
    }

    /// What was asked for: path and query.
    package var target: String {
        let words = line.split(separator: " ")
        return words.count > 1 ? String(words[1]) : ""
    }

    /// What was asked for, without the query.
    package var path: String {
        String(target.prefix { $0 != "?" })
    }

    /// The names of all headers, as they were written, in order.
    package var headerNames: [String] {
        lines.dropFirst().compactMap { line in
            line.firstIndex(of: ":").map { String(line[..<$0]) }
        }
    }

    /// The value of the first header of that name, one scalar a byte.
    package subscript(name: String) -> String? {
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name.lowercased()
            else {
                continue
            }
            return String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        return nil
    }

    private var lines: [String] {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: head.lazy.filter { $0 != 0x0D }.map { Unicode.Scalar($0) })
        return String(scalars).split(separator: "\n").map(String.init)
    }
}
