import HTTPTransport
import TestSupport
import Testing

@Suite(.serialized) struct CancellationTests {
    @Test func `a cancelled request ends and its connection with it`() async throws {
        try await onLoopback { server, transport in
            server.serve("/", .never)
            let task = Task { await failure(of: .patient(server.url("/")), through: transport) }
            await server.received(1)
            task.cancel()
            #expect(await task.value == .cancelled)
            await server.departed(1)
        }
    }

    @Test func `a request of a task that is cancelled already is never made`() async throws {
        try await onLoopback { server, transport in
            let task = Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                return await failure(of: HTTPRequest(url: server.url("/")), through: transport)
            }
            #expect(await task.value == .cancelled)
            #expect(server.requests.isEmpty)
        }
    }

    @Test func `cancellation at any moment ends a request once, and leaves the others alone`() async throws {
        try await onLoopback { server, transport in
            let tasks = (0..<200).map { number in
                Task { await failure(of: HTTPRequest(url: server.url("/\(number)")), through: transport) }
            }
            for number in stride(from: 0, to: 200, by: 2) { tasks[number].cancel() }
            for (number, task) in tasks.enumerated() {
                let error = await task.value
                #expect(error == nil || (error == .cancelled && number.isMultiple(of: 2)))
            }
        }
    }

    @Test func `requests that outlive the transport are cancelled`() async throws {
        try await LoopbackServer.running { server in
            server.serve("/", .never)
            let rule = AddressRule(allowing: ["127.0.0.1"])
            let (task, transport) = try await CurlTransport.running(width: 2, addresses: rule) { transport in
                let task = Task { await failure(of: HTTPRequest(url: server.url("/")), through: transport) }
                await server.received(1)
                return (task, transport)
            }
            #expect(await task.value == .cancelled)
            #expect(await failure(of: HTTPRequest(url: server.url("/")), through: transport) == .cancelled)
        }
    }

    @Test func `a fault inside the scope ends the transport and comes out`() async throws {
        struct Fault: Error {}
        await #expect(throws: Fault.self) {
            try await CurlTransport.running(width: 2, addresses: AddressRule(allowing: [])) { _ in
                throw Fault()
            }
        }
    }
}
