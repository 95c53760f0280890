import Testing

@testable import tidingsd

/// What a daemon at rest gives back of its program.
struct MappedFilesTests {
    @Test func `only pages that a file brings again are given back`() {
        let smaps = """
            55d0c0000000-55d0c1e00000 r-xp 00000000 08:01 131 /usr/bin/tidingsd
            Rss:               17404 kB
            Anonymous:             0 kB
            Swap:                  0 kB
            Locked:                0 kB
            VmFlags: rd ex mr mw me
            55d0c1e00000-55d0c1f00000 r--p 01e00000 08:01 131 /usr/bin/tidingsd
            Rss:                 808 kB
            Anonymous:           808 kB
            Swap:                  0 kB
            Locked:                0 kB
            55d0c1f00000-55d0c2000000 rw-p 01f00000 08:01 131 /usr/bin/tidingsd
            Anonymous:             0 kB
            Swap:                  0 kB
            55d0c3000000-55d0c4000000 rw-p 00000000 00:00 0 [heap]
            Anonymous:          2276 kB
            7f0000000000-7f0000100000 r--s 00000000 08:01 132 /var/cache/shared
            Anonymous:             0 kB
            7f0000100000-7f0000200000 r--p 00000000 08:01 133 /usr/lib/libswapped.so
            Anonymous:             0 kB
            Swap:                  4 kB
            7f0000200000-7f0000300000 r--p 00000000 08:01 134 /usr/lib/liblocked.so
            Anonymous:             0 kB
            Swap:                  0 kB
            Locked:                4 kB
            7f0000300000-7f0000301000 ---p 00000000 00:00 0
            Anonymous:             0 kB
            7f0000400000-7f0000500000 r--p 00000000 08:01 135 /usr/lib/lib with spaces.so
            Anonymous:             0 kB
            Swap:                  0 kB
            Locked:                0 kB
            7fff00000000-7fff00002000 r-xp 00000000 00:00 0 [vdso]
            Anonymous:             0 kB
            """
        #expect(
            MappedFiles.clean(in: smaps) == [
                0x55d0_c000_0000..<0x55d0_c1e0_0000, 0x7f00_0040_0000..<0x7f00_0050_0000,
            ])
    }

    @Test func `a program goes on when its pages were given back`() {
        let before = (0..<100).map { "\($0)" }.joined()
        MappedFiles.release()
        #expect((0..<100).map { "\($0)" }.joined() == before)
    }
}
