import CLoader
import Glibc

/// What the process has mapped of its program and of its libraries.
enum MappedFiles {
    /// Gives back the pages that a file can bring again: of a program of 40 MB, a daemon at rest needs little.
    ///
    /// They stay in the machine's cache of files as long as there is room, so that the next poll has them back without
    /// a look at the disk.
    static func release() {
        // The loader tells what it has loaded, and holds that still meanwhile. What lies between two of its objects may
        // be anybody's by the time it is given back.
        _ = unsafe dl_iterate_phdr(
            { object, _, _ in
                guard let object = unsafe object else { return 0 }
                for index in 0..<Int(unsafe object.pointee.dlpi_phnum) {
                    let segment = unsafe object.pointee.dlpi_phdr[index]
                    guard segment.p_type == PT_LOAD, Int32(bitPattern: segment.p_flags) & PF_W == 0 else {
                        continue
                    }
                    let start = UInt(unsafe object.pointee.dlpi_addr + segment.p_vaddr)
                    let pages = MappedFiles.wholePages(in: start..<start + UInt(segment.p_memsz))
                    // Never written: only the file's own pages are there.
                    _ = unsafe madvise(
                        UnsafeMutableRawPointer(bitPattern: pages.lowerBound), Int(pages.count), MADV_DONTNEED
                    )
                }
                return 0
            }, nil)
    }

    /// The pages of which no byte lies outside: what another segment begins on is not ours to give back.
    static func wholePages(in bytes: Range<UInt>) -> Range<UInt> {
        let page: UInt = 4096
        let start = (bytes.lowerBound + page - 1) / page * page
        return start..<max(start, bytes.upperBound / page * page)
    }
}
