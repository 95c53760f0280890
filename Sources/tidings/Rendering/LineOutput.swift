/// Prints many lines: the first at once, so that who reads them can begin; the others in pieces.
struct LineOutput {
    private var gathered: [UInt8] = []
    private var isFirst = true

    /// Bytes that are gathered before they are written.
    private static let piece = 64 << 10

    mutating func print(_ line: some Sequence<UInt8>) {
        gathered += line
        gathered.append(UInt8(ascii: "\n"))
        if isFirst || gathered.count >= Self.piece { flush() }
        isFirst = false
    }

    /// Writes what is left; must be called at the end.
    mutating func flush() {
        Terminal.printAsIs(gathered)
        gathered.removeAll(keepingCapacity: true)
    }
}
