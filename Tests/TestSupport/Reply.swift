/// What the loopback server sends, step by step.
package struct Reply: Sendable {
    /// One thing that the server does.
    package enum Step: Sendable {
        /// Sends bytes.
        case send([UInt8])
        /// Sends bytes one by one, that many milliseconds apart.
        case dribble([UInt8], milliseconds: Int32)
        /// Holds until a gate opens.
        case wait(Gate)
        /// Does nothing more until the client hangs up.
        case hang
        /// Ends the connection properly.
        case close
        /// Breaks the connection off (RST).
        case reset
    }

    /// How the end of a body is told.
    package enum Framing: Sendable {
        /// By its length.
        case length
        /// By a length that may not be the right one.
        case claimedLength(Int)
        /// In chunks of that many bytes, and a last, empty one.
        case chunks(of: Int)
        /// In chunks without the last one.
        case chunksWithoutEnd(of: Int)
        /// By the end of the connection.
        case close
    }

    let steps: [Step]

    /// Does exactly what the steps say.
    package init(_ steps: [Step]) {
        self.steps = steps
    }

    /// A whole answer.
    package init(
        _ status: Int = 200, headers: KeyValuePairs<String, String> = [:], body: [UInt8] = [],
        framing: Framing = .length
    ) {
        var head = "HTTP/1.1 \(status) Scripted\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        var steps: [Step] = []
        var end: Step?
        switch framing {
        case .length:
            let hasBody = status >= 200 && status != 204 && status != 304
            if hasBody { head += "Content-Length: \(body.count)\r\n" }
            steps = [.send(Array("\(head)\r\n".utf8) + (hasBody ? body : []))]
        case .claimedLength(let length):
            steps = [.send(Array("\(head)Content-Length: \(length)\r\n\r\n".utf8) + body)]
            end = .close
        case .chunks(let size):
            steps = [.send(Array("\(head)Transfer-Encoding: chunked\r\n\r\n".utf8))]
            steps.append(.send(Self.chunks(body, of: size) + Array("0\r\n\r\n".utf8)))
        case .chunksWithoutEnd(let size):
            steps = [.send(Array("\(head)Transfer-Encoding: chunked\r\n\r\n".utf8))]
            steps.append(.send(Self.chunks(body, of: size)))
            end = .close
        case .close:
            steps = [.send(Array("\(head)Connection: close\r\n\r\n".utf8) + body)]
            end = .close
        }
        self.steps = steps + (end.map { [$0] } ?? [])
    }

    /// A whole answer with text for a body.
    package init(_ status: Int = 200, headers: KeyValuePairs<String, String> = [:], text: String) {
        self.init(status, headers: headers, body: Array(text.utf8))
    }

    /// This answer, once a gate is open.
    package func after(_ gate: Gate) -> Reply {
        Reply([.wait(gate)] + steps)
    }

    /// Never answers.
    package static let never = Reply([.hang])

    private static func chunks(_ body: [UInt8], of size: Int) -> [UInt8] {
        stride(from: 0, to: body.count, by: size).flatMap { start in
            let piece = body[start..<min(start + size, body.count)]
            return Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8)
        }
    }
}
