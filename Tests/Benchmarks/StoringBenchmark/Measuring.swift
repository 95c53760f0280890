import FoundationEssentials
import Glibc
import Synchronization

/// Seconds of the clock and of the processor.
enum Stopwatch {
    static func wall() -> Double { time(CLOCK_MONOTONIC) }
    private static func cpu() -> Double { time(CLOCK_PROCESS_CPUTIME_ID) }

    private static func time(_ clock: clockid_t) -> Double {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func measure(_ work: () throws -> Void) rethrows -> (wall: Double, cpu: Double) {
        let (start, before) = (wall(), cpu())
        try work()
        return (wall() - start, cpu() - before)
    }

    static func measure(_ work: () async throws -> Void) async rethrows -> (wall: Double, cpu: Double) {
        let (start, before) = (wall(), cpu())
        try await work()
        return (wall() - start, cpu() - before)
    }
}

/// Figures beside what they must reach.
enum Bar {
    private static let missed = Mutex(0)

    static func print(
        _ name: String, _ value: Double, atMost bar: Double = .infinity, atLeast floor: Double = 0,
        unit: String = ""
    ) {
        let isHeld = value <= bar && value >= floor
        if !isHeld { missed.withLock { $0 += 1 } }
        let limit = bar < .infinity ? "at most \(bar)" : floor > 0 ? "at least \(floor)" : "no bar"
        let gap = String(repeating: " ", count: max(1, 44 - name.count))
        Swift.print(
            "\(name)\(gap)\((value * 100).rounded() / 100) \(unit)  (\(limit))\(isHeld ? "" : "  MISSED")")
    }

    /// Ends the program with 1 where one was missed.
    static func finish() {
        if missed.withLock({ $0 }) > 0 { exit(1) }
    }
}

/// A folder that goes when the work in it is done.
enum Scratch {
    static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = try make()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }

    static func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let folder = try make()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }

    private static func make() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "tidings-\(getpid())-\(Int(Stopwatch.wall() * 1e6))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }
}
