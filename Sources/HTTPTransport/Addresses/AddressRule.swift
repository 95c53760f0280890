/// Decides which hosts, addresses and ports may be contacted.
///
/// What feeds and redirects name is a stranger's choice; the networks that this machine is part of are none of their
/// business. So the *addresses* that a name leads to are judged, never its spelling, and one address that is denied
/// denies the host: else a name with one public and one private address would get in by chance.
package struct AddressRule: Hashable, Sendable {
    /// The entries that are neither a block of addresses nor a host; they allow nothing.
    package let unreadable: [String]

    private let blocks: [AddressBlock]
    private let hosts: Set<String>
    private let doors: Set<Door>
    private let ports: Set<Int>

    private struct Door: Hashable {
        let host: String
        let port: Int
    }

    /// A rule that lets public addresses pass, and besides them what the operator names.
    ///
    /// - Parameter entries: blocks of addresses (`192.168.0.0/16`, `fd00::/8`, `10.0.0.5`), hosts (`nas.lan`), or one
    ///   port of a host (`nas.lan:25`, `10.0.0.5:8080`, `[fd00::5]:8080`). A named port is open even where the list
    ///   of ports would refuse it.
    /// - Parameter ports: ports of any host that are open beside those that are so anyway.
    package init(allowing entries: [String], ports: [Int] = []) {
        var blocks: [AddressBlock] = []
        var hosts: Set<String> = []
        var doors: Set<Door> = []
        var unreadable: [String] = []
        for entry in entries {
            if let block = AddressBlock(entry) {
                blocks.append(block)
            } else if let (host, port) = Self.hostAndPort(entry) {
                if let port {
                    doors.insert(Door(host: host, port: port))
                } else {
                    hosts.insert(host)
                }
            } else {
                unreadable.append(entry)
            }
        }
        self.blocks = blocks
        self.hosts = hosts
        self.doors = doors
        self.unreadable = unreadable
        self.ports = Set(ports)
    }

    /// Whether a port may be asked: 80, 443 and those from 1024 on, but for some on which anything but the web is at
    /// home, and could be talked into mischief by a request line.
    func admits(port: Int, of host: String) -> Bool {
        if ports.contains(port) || doors.contains(Door(host: host, port: port)) { return true }
        return port == 80 || port == 443
            || ((1024...65535).contains(port) && !Self.otherServices.contains(port))
    }

    /// Whether an address that `host` leads to may be contacted.
    ///
    /// - Parameter isOwn: whether it is an address of this very machine.
    func admits(_ address: IPAddress, isOwn: Bool, of host: String, port: Int) -> Bool {
        if hosts.contains(host) || doors.contains(Door(host: host, port: port)) { return true }
        if !doors.isEmpty, doors.contains(Door(host: address.description, port: port)) { return true }
        if let embedded = address.embedded, !admits(embedded, isOwn: false, of: host, port: port) {
            return false
        }
        return blocks.contains { $0.contains(address) } || !(isOwn || Self.isDenied(address))
    }

    /// Whether a host may be asked for through a proxy, which looks the name up itself, so that only the name can be
    /// judged: no addresses of denied networks, and no names that mean something on a local network alone.
    func admits(nameForProxy host: String, port: Int) -> Bool {
        if hosts.contains(host) || doors.contains(Door(host: host, port: port)) { return true }
        if let address = IPAddress(host) { return admits(address, isOwn: false, of: host, port: port) }
        guard let last = host.split(separator: ".").last, last.count < host.count else { return false }
        return !Self.localDomains.contains(String(last)) && !host.hasSuffix(".home.arpa")
            && !last.utf8.allSatisfy { (0x30...0x39).contains($0) } && !last.hasPrefix("0x")
    }

    private static func hostAndPort(_ entry: String) -> (String, Int?)? {
        var host = entry[...]
        var port: Int?
        if let bracket = entry.firstIndex(of: "]"), entry.hasPrefix("[") {
            host = entry[entry.index(after: entry.startIndex)..<bracket]
            let rest = entry[entry.index(after: bracket)...]
            guard let address = IPAddress(host), rest.hasPrefix(":"), let number = Int(rest.dropFirst())
            else {
                return nil
            }
            return (1...65535).contains(number) ? (address.description, number) : nil
        }
        if let colon = entry.firstIndex(of: ":") {
            host = entry[..<colon]
            guard let number = Int(entry[entry.index(after: colon)...]), (1...65535).contains(number) else {
                return nil
            }
            port = number
        }
        let name = host.hasSuffix(".") ? host.dropLast() : host
        guard !name.isEmpty, name.utf8.allSatisfy(isHostByte) else { return nil }
        return (name.lowercased(), port)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Whether an address is one that is contacted only where the operator names it, or carries such a one inside.
    static func isPrivate(_ address: IPAddress) -> Bool {
        isDenied(address) || (address.embedded.map(isDenied) ?? false)
    }

    private static func isDenied(_ address: IPAddress) -> Bool {
        if address.isV4 { return deniedV4.contains { $0.contains(address) } }
        return deniedV6.contains { $0.contains(address) }
    }

    /// IANA's special-purpose registries for IPv4 (RFC 6890 and its successors), and multicast.
    private static let deniedV4: [AddressBlock] = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    ].compactMap { AddressBlock($0) }

    /// The same for IPv6. 6to4 (2002::/16) is missing here: it is judged by the address that it carries.
    private static let deniedV6: [AddressBlock] = [
        "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32", "fc00::/7",
        "fe80::/10",
        "fec0::/10", "ff00::/8",
    ].compactMap { AddressBlock($0) }

    /// NFS, Docker, MySQL, PostgreSQL, Redis, IRC, Elasticsearch, memcached, MongoDB.
    private static let otherServices: Set<Int> = [2049, 2375, 3306, 5432, 6379, 6667, 9200, 11211, 27017]

    private static let localDomains: Set<String> = [
        "corp", "home", "internal", "intranet", "lan", "local", "localdomain", "localhost", "private",
    ]
}
