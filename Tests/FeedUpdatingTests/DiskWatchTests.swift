import Testing

@testable import FeedUpdating

struct DiskWatchTests {
    @Test func `a full disk is news once, until there was room in between`() {
        var disk = DiskWatch()
        #expect(!disk.isFull)
        #expect(disk.noteFull(at: .seconds(10)))
        #expect(!disk.noteFull(at: .seconds(11)))
        #expect(disk.isFull)
        disk.noteRoom()
        #expect(!disk.isFull)
        #expect(disk.noteFull(at: .seconds(12)))
    }

    @Test func `whether there is room is tried once a minute, whatever else happens meanwhile`() {
        var disk = DiskWatch()
        #expect(!disk.mayTry(at: .zero))
        _ = disk.noteFull(at: .seconds(10))
        let tried = (10...200).filter { second in
            _ = disk.noteFull(at: .seconds(second))
            return disk.mayTry(at: .seconds(second))
        }
        #expect(tried == [70, 130, 190])
        #expect(disk.wait(at: .seconds(200)) == .seconds(50))
        #expect(disk.wait(at: .seconds(300)) == .zero)
    }
}
