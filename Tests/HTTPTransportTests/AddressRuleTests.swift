import Testing

@testable import HTTPTransport

@Suite struct AddressRuleTests {
    private func isAdmitted(_ text: String, by rule: AddressRule, host: String = "feeds.example.org") throws
        -> Bool
    {
        rule.admits(try #require(IPAddress(text)), isOwn: false, of: host, port: 80)
    }

    @Test(arguments: [
        "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255", "169.254.0.1", "169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.0",
        "192.0.0.255",
        "192.0.2.1", "192.88.99.1", "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1",
        "::7f00:1",
        "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1",
        "2001:0:1::",
        "2001:db8::1", "2002:7f00:1::", "2002:a00:5::1", "fc00::1", "fdff::1", "fe80::1", "febf::1",
        "fec0::1",
        "feff::1", "ff02::1",
    ])
    func `B90 · special addresses are denied`(address: String) throws {
        #expect(try !isAdmitted(address, by: AddressRule(allowing: [])))
    }

    @Test(arguments: [
        "1.0.0.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0",
        "198.17.255.255", "198.20.0.0", "223.255.255.255", "::ffff:8.8.8.8", "2001:4860:4860::8888",
        "2002:808:808::1",
        "2606:4700::1", "2a00:1450::1", "fbff::1",
    ])
    func `public addresses pass`(address: String) throws {
        #expect(try isAdmitted(address, by: AddressRule(allowing: [])))
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.1.2.3", true), ("10.0.0.0/8", "11.1.2.3", true),
        ("10.0.0.0/8", "192.168.1.1", false),
        ("10.0.0.5", "10.0.0.5", true), ("10.0.0.5", "10.0.0.6", false),
        ("10.0.0.5", "::ffff:10.0.0.5", true),
        ("0.0.0.0/0", "10.0.0.5", true), ("0.0.0.0/0", "fd00::1", false), ("::/0", "fd00::1", true),
        ("fd00::/8", "fd12::1", true), ("fd00::/8", "fc12::1", false), ("[fd00::5]:80", "fd00::5", true),
        ("[fd00::5]:8080", "fd00::5", false), ("10.0.0.5:80", "10.0.0.5", true),
        ("10.0.0.5:81", "10.0.0.5", false),
        ("feeds.example.org", "10.0.0.5", true), ("FEEDS.example.org.", "10.0.0.5", true),
        ("feeds.example.org:80", "10.0.0.5", true), ("feeds.example.org:81", "10.0.0.5", false),
        ("example.org", "10.0.0.5", false),
        // What opens NAT64 does not open what lies behind it.
        ("64:ff9b::/96", "64:ff9b::808:808", true), ("64:ff9b::/96", "64:ff9b::a00:5", false),
    ])
    func `an entry opens what it names`(entry: String, address: String, isOpen: Bool) throws {
        let rule = AddressRule(allowing: [entry])
        #expect(rule.unreadable.isEmpty)
        #expect(try isAdmitted(address, by: rule) == isOpen)
    }

    @Test(arguments: [
        "", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "fd00::/129", "a b", "host:0", "host:x", "[::1]",
        "http://x/",
    ])
    func `an entry that is nothing of the kind is told and opens nothing`(entry: String) throws {
        let rule = AddressRule(allowing: [entry])
        #expect(rule.unreadable == [entry])
        #expect(try !isAdmitted("10.0.0.1", by: rule))
    }

    @Test func `B95 · ports of other services are open only where they are named`() {
        let rule = AddressRule(allowing: ["nas.lan:25", "10.0.0.0/8"], ports: [81])
        #expect(rule.admits(port: 25, of: "nas.lan"))
        #expect(!rule.admits(port: 25, of: "other.lan"))
        #expect(!rule.admits(port: 25, of: "10.0.0.1"))
        #expect(rule.admits(port: 81, of: "other.lan"))
        for port in [80, 443, 1024, 8080, 65535] { #expect(rule.admits(port: port, of: "x")) }
        for port in [0, 22, 444, 1023, 6379, 65536] { #expect(!rule.admits(port: port, of: "x")) }
    }

    @Test(arguments: ["8.8.8.8", "::1", "2001:db8::1", "::ffff:1.2.3.4"])
    func `an address is written as it is read`(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.description == (text.hasPrefix("::ffff:") ? "1.2.3.4" : text))
        #expect(IPAddress(address.description) == address)
    }
}
