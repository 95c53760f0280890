import Glibc

/// One connection to the loopback server, on a thread of its own.
struct LoopbackConnection {
    let socket: Int32
    let number: Int
    let closing: Gate

    /// Reads requests and answers them until either side ends the connection. Closing the socket is the caller's.
    func serve(_ reply: (ReceivedRequest) -> Reply) {
        var unread: [UInt8] = []
        while let head = nextHead(&unread) {
            let request = ReceivedRequest(head: head, connection: number)
            for step in reply(request).steps {
                guard perform(step) else { return }
            }
        }
    }

    private func nextHead(_ unread: inout [UInt8]) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 8192)
        while true {
            if let end = endOfHead(unread) {
                defer { unread.removeFirst(end) }
                return Array(unread[..<end])
            }
            guard wait(socket: socket, closing: closing) == .socket else { return nil }
            let count = unsafe recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            unread.append(contentsOf: buffer[..<count])
            // The beginning of a TLS handshake, which is not spoken here.
            if unread.first == 0x16 { return nil }
        }
    }

    private func endOfHead(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        return (4...bytes.count).first { bytes[($0 - 4)..<$0].elementsEqual("\r\n\r\n".utf8) }
    }

    /// Does one step; says whether the connection goes on.
    private func perform(_ step: Reply.Step) -> Bool {
        switch step {
        case .send(let bytes):
            return send(bytes[...])
        case .dribble(let bytes, let milliseconds):
            return bytes.indices.allSatisfy { index in
                send(bytes[index...index]) && wait(closing: closing, milliseconds: milliseconds) == .time
            }
        case .wait(let gate):
            return wait(gate: gate, closing: closing) == .gate
        case .hang:
            // Reading a byte here would be a request that did not wait for its turn; the end of the connection reads 0.
            _ = wait(socket: socket, closing: closing)
            return false
        case .close:
            shutdown(socket, Int32(SHUT_WR))
            return drain()
        case .reset:
            var linger = linger(l_onoff: 1, l_linger: 0)
            unsafe setsockopt(
                socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
            return false
        }
    }

    private func send(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Waits for the client to hang up too, so that no reset overtakes what was sent.
    private func drain() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1024)
        while wait(socket: socket, closing: closing) == .socket {
            if unsafe recv(socket, &buffer, buffer.count, 0) <= 0 { break }
        }
        return false
    }
}
