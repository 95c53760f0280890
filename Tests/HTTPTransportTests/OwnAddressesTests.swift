import Synchronization
import Testing

@testable import HTTPTransport

@Suite struct OwnAddressesTests {
    private let start = MonotonicTime.current()

    @Test func `the kernel is asked once in five seconds`() {
        let asked = Mutex(0)
        let own = OwnAddresses {
            let number = asked.withLock { count in
                count += 1
                return count
            }
            return [IPAddress(v4: UInt32(number))]
        }
        for (second, expected) in [(0, 1), (4, 1), (5, 2), (9, 2), (10, 3)] {
            #expect(own.known(at: start + .seconds(second)) == [IPAddress(v4: UInt32(expected))])
        }
    }

    @Test(arguments: [
        ("8.8.8.8", "8.8.8.8", true), ("9.9.9.9", "9.9.9.9", false), ("::ffff:8.8.8.8", "8.8.8.8", true),
        ("2001:db8::1", "2001:db8::1", false),
    ])
    func `a literal host is its own answer`(host: String, text: String, isOwn: Bool) throws {
        let own = OwnAddresses { [IPAddress(v4: 0x0808_0808)] }
        let address = try #require(IPAddress(text))
        #expect(
            own.answer(forLiteral: host, at: start)
                == .addresses([ResolvedAddress(address: address, isOwn: isOwn)]))
    }

    @Test(arguments: ["localhost", "feeds.example.org", "0x7f.1", "2130706433", "127.1"])
    func `what only resolvers can read is left to them`(host: String) {
        #expect(OwnAddresses { [] }.answer(forLiteral: host, at: start) == nil)
    }
}
