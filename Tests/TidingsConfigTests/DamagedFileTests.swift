import FeedModel
import Testing
import TidingsConfig

/// Whatever a file holds, it yields settings or an error that says where.
@Suite struct DamagedFileTests {
    @Test(arguments: 0..<8)
    func `a damaged configuration is read or refused, with a line`(seed: UInt64) throws {
        let folder = try ConfigurationFolder()
        var chance = SeededChance(seed: seed)
        let whole = Array(
            (ExampleFile.switchedOn + "\n[[feed]]\nurl = '''\nx'''\nheaders = { a = 'b' }\n").utf8)
        for _ in 0..<30 {
            var bytes = whole
            for _ in 0...chance.next(below: 4) {
                let place = chance.next(below: bytes.count)
                switch chance.next(below: 3) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(Array("\"'[]{}=.#\n\\\0\u{FF}".utf8)[chance.next(below: 12)], at: place)
                default: bytes[place] = UInt8(chance.next(below: 256))
                }
            }
            let file = try folder.write(bytes, as: "tidings.toml")
            do {
                _ = try SettingsFile.load(file, environment: ["HOME": "/home/reader"], outlines: noOutlines)
            } catch {
                #expect(error.problems.allSatisfy { $0.line ?? 0 > 0 }, "\(error)")
            }
        }
    }
}

/// Numbers that are the same in each run (SplitMix64).
struct SeededChance {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
