import Glibc

/// Asks the system for the addresses of a host. It blocks, for seconds at times.
func systemAddresses(of host: String, own: OwnAddresses) -> LookupAnswer {
    // RFC 6761 §6.3: such names mean this machine, whatever a name server would say.
    let name = host.hasSuffix(".localhost") ? "localhost" : host
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_family = AF_UNSPEC
    var list: UnsafeMutablePointer<addrinfo>?
    let code = unsafe getaddrinfo(name, nil, &hints, &list)
    let number = errno
    guard code == 0 else { return lookupFailure(code, errno: number, own: own) }
    defer { unsafe freeaddrinfo(list) }

    let own = own.known()
    var found: [ResolvedAddress] = []
    var next = unsafe list
    while let entry = unsafe next {
        if let socket = unsafe entry.pointee.ai_addr, let address = unsafe IPAddress(socket) {
            let resolved = ResolvedAddress(address: address, isOwn: own.contains(address))
            if !found.contains(resolved) { found.append(resolved) }
        }
        unsafe next = entry.pointee.ai_next
    }
    return found.isEmpty ? .unknownHost(message: "it has no address") : .addresses(found)
}

private func lookupFailure(_ code: Int32, errno number: Int32, own: OwnAddresses) -> LookupAnswer {
    let message =
        unsafe code == EAI_SYSTEM ? String(cString: strerror(number)) : String(cString: gai_strerror(code))
    // glibc tells "the name has no address of this kind" (-5, EAI_NODATA) from "there is no such name".
    if code == EAI_NONAME || code == -5 { return .unknownHost(message: message) }
    return own.known().allSatisfy(isLoopback) ? .noNetwork(message: message) : .failed(message: message)
}

/// The addresses that this machine's interfaces bear at the moment.
func interfaceAddresses() -> Set<IPAddress> {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard unsafe getifaddrs(&list) == 0 else { return [] }
    defer { unsafe freeifaddrs(list) }
    var found: Set<IPAddress> = []
    var next = unsafe list
    while let entry = unsafe next {
        if let socket = unsafe entry.pointee.ifa_addr, let address = unsafe IPAddress(socket) {
            found.insert(address)
        }
        unsafe next = entry.pointee.ifa_next
    }
    return found
}

private func isLoopback(_ address: IPAddress) -> Bool {
    address.isV4 ? UInt8(truncatingIfNeeded: address.bits >> 24) == 127 : address.bits == 1
}
