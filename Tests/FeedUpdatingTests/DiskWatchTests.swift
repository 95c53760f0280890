import Testing

@testable import FeedUpdating

struct DiskWatchTests {
    @Test func `a full disk is news once, until there was room in between`() {
        var disk = DiskWatch()
        var news = [
            disk.isFull, disk.noteFull(at: .seconds(10)), disk.noteFull(at: .seconds(11)), disk.isFull,
        ]
        #expect(news == [false, true, false, true])
        disk.noteRoom()
        news = [disk.isFull, disk.noteFull(at: .seconds(12))]
        #expect(news == [false, true])
    }

    @Test func `whether there is room is tried once a minute, whatever else happens meanwhile`() {
        var disk = DiskWatch()
        let isTriedBefore = disk.mayTry(at: .zero)
        #expect(!isTriedBefore)
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
