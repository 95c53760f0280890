import Testing

@testable import tidingsd

/// What a daemon at rest gives back of its program.
struct MappedFilesTests {
    @Test(
        arguments: [
            (0x1000..<0x3000, 0x1000..<0x3000), (0x1001..<0x3fff, 0x2000..<0x3000),
            (0x1001..<0x1fff, 0x2000..<0x2000),
            (0x0..<0x0, 0x0..<0x0),
        ] as [(Range<UInt>, Range<UInt>)])
    func `only whole pages are given back`(bytes: Range<UInt>, pages: Range<UInt>) {
        #expect(MappedFiles.wholePages(in: bytes) == pages)
    }

    @Test func `a program goes on when its pages were given back`() {
        let before = (0..<100).map { "\($0)" }.joined()
        MappedFiles.release()
        #expect((0..<100).map { "\($0)" }.joined() == before)
    }
}
