/// The network itself, through libcurl.
///
/// It lives as long as the scope that `running` opens; after that each request ends with `.cancelled`. What comes before the
/// wait for an answer is kept from being inlined, lest its room be kept all the while.
package struct CurlTransport: Transport {
    private let mailbox: Mailbox
    private let addresses: AddressRule

    /// Starts the transfer thread and the lookup threads, runs `body`, and ends the threads. Requests that are still
    /// under way then end with `.cancelled`.
    ///
    /// - Parameters:
    ///   - width: how many requests are usually under way at once. It bounds what is kept ready for later ones, not
    ///     the requests: whoever sends them must take turns.
    ///   - addresses: whom they may go to.
    ///   - perAddress: how many may be under way to one address at once, whatever hosts share it; 0: no limit. The
    ///     others wait, and their limits of time with them.
    /// - Throws: what `body` throws, or `TransportError.failed` where threads or descriptors are lacking.
    package static func running<Value>(
        width: Int, addresses: AddressRule, perAddress: Int = 0,
        _ body: (CurlTransport) async throws -> Value
    ) async throws -> Value {
        let own = OwnAddresses()
        return try await running(
            width: width, addresses: addresses, perAddress: perAddress,
            lookup: { systemAddresses(of: $0, own: own) }, literal: own.answer(forLiteral:at:), body)
    }

    /// The same, with names looked up another way.
    ///
    /// - Parameter literal: answers for hosts that need no lookup, at once.
    static func running<Value>(
        width: Int, addresses: AddressRule, perAddress: Int = 0, cache: LookupCache = LookupCache(),
        lookup: @escaping @Sendable (String) -> LookupAnswer,
        literal: @escaping @Sendable (String, MonotonicTime) -> LookupAnswer? = { _, _ in nil },
        _ body: (CurlTransport) async throws -> Value
    ) async throws -> Value {
        precondition(CurlLibrary.isReady, "libcurl cannot start")
        let mailbox = try Mailbox()
        let epoll = try SocketWatch()
        let resolver = try ResolverPool(
            threads: max(2, min(16, width / 2)), lookup: lookup,
            deliver: { host, answer in
                _ = mailbox.post(.lookup(host: host, answer))
            })
        let thread: KernelThread
        do throws(TransportError) {
            thread = try KernelThread("transfers") {
                let loop = TransferLoop(
                    mailbox: mailbox, resolver: resolver, literal: literal, cache: cache,
                    addresses: addresses, width: width, perAddress: perAddress, epoll: epoll)
                loop.run().resume()
            }
        } catch {
            resolver.stop()
            throw error
        }
        let transport = CurlTransport(mailbox: mailbox, addresses: addresses)
        do {
            let value = try await body(transport)
            await stop(thread, mailbox)
            return value
        } catch {
            await stop(thread, mailbox)
            throw error
        }
    }

    package func send(
        _ request: HTTPRequest, answering: @escaping @Sendable () -> Bool
    ) async throws(TransportError) -> HTTPExchange {
        let errand = try errand(for: request, answering: answering)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { errand.hand(to: mailbox, $0) }
        } onCancel: {
            errand.cancel(in: mailbox)
        }
        return try outcome.get()
    }

    /// - Throws: `TransportError` for what is not to be sent.
    @inline(never)
    private func errand(
        for request: HTTPRequest, answering: @escaping @Sendable () -> Bool
    ) throws(TransportError) -> Errand {
        let target = try HTTPTarget(reading: request.url)
        guard addresses.admits(port: target.port, of: target.host) else { throw .portRefused(target.port) }
        if let field = request.headers.fields.first(where: { !$0.isSendable }) {
            throw .badHeader(field.name)
        }
        return Errand(request, to: target, answering: answering)
    }

    private static func stop(_ thread: KernelThread, _ mailbox: Mailbox) async {
        await withCheckedContinuation { waiting in
            if !mailbox.post(.stop(waiting)) { waiting.resume() }
        }
        thread.join()
    }
}

extension HTTPHeaders.Field {
    /// Whether name and value keep to RFC 9110 §5: nothing in them can begin another line.
    fileprivate var isSendable: Bool {
        let letters = name.utf8.span
        for index in letters.indices {
            let byte = letters[index]
            guard byte > 0x20, byte < 0x7F, byte != UInt8(ascii: ":"), byte != UInt8(ascii: ";") else {
                return false
            }
        }
        return !letters.isEmpty && !value.utf8.span.hasControls
    }
}
