import Foundation

/// The two built programs, run as a person or a service manager runs them.
struct Programs: Sendable {
    /// Where this test's files are: configuration, database, everything.
    let folder: String

    /// What a finished program left behind.
    struct Ending: Sendable {
        let status: Int32
        let output: String
        let complaints: String

        /// The lines of standard output.
        var lines: [String] {
            output.split(separator: "\n").map(String.init)
        }
    }

    /// Makes a folder of its own for a test.
    init() throws {
        folder = NSTemporaryDirectory() + "tidings-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    var configuration: String { folder + "/tidings.toml" }
    var database: String { folder + "/tidings.db" }

    func removeFolder() {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Writes a configuration for a loopback web of feeds: no waiting between polls, and of private hosts only those
    /// in `open` are asked.
    func configure(
        _ feeds: [String], extra: String = "", fetch: String = "", shortestPause: String = "0",
        longestPause: String = "0", refreshPause: String = "0", perHost: Int = 16,
        open: [String] = ["127.0.0.1"]
    ) throws {
        let tables = feeds.map { "[[feed]]\nurl = \"\($0)\"\n" }.joined(separator: "\n")
        try write(
            """
            database = "tidings.db"
            wake = "wake"
            \(extra)
            [fetch]
            host-spacing = "0"
            per-host = \(perHost)
            start-rate = 0
            private-networks = \(open)
            \(fetch)
            [schedule]
            shortest-pause = "\(shortestPause)"
            longest-pause = "\(longestPause)"
            refresh-pause = "\(refreshPause)"
            jitter = false
            \(tables)
            """, to: configuration)
    }

    func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    /// Runs `tidings` with this test's configuration, to its end.
    @discardableResult
    func tidings(_ arguments: String..., input: String = "") async throws -> Ending {
        try await tidings(arguments, input: input)
    }

    /// The same.
    func tidings(_ arguments: [String], input: String = "") async throws -> Ending {
        try await run("tidings", withConfiguration(arguments), input: input)
    }

    /// Runs `tidingsd` with this test's configuration, to its end.
    @discardableResult
    func tidingsd(_ arguments: String...) async throws -> Ending {
        try await run("tidingsd", ["--config", configuration] + arguments)
    }

    /// Runs a built program to its end.
    func run(
        _ program: String, _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) async throws -> Ending {
        try await Patience.wait {
            let output = Self.pipe()
            let complaints = Self.pipe()
            let process = try start(
                program, arguments, input: input, output: output, complaints: complaints,
                environment: environment)
            // Both pipes are drained at once, lest a full one stop the program.
            let complaintReader = Reader(complaints.fileHandleForReading)
            let outputData = output.fileHandleForReading.readDataToEndOfFile()
            let complaintData = complaintReader.wait()
            process.waitUntilExit()
            let status = process.terminationStatus
            return Ending(
                status: process.terminationReason == .exit ? status : 128 + status,
                output: String(decoding: outputData, as: UTF8.self),
                complaints: String(decoding: complaintData, as: UTF8.self))
        }
    }

    /// Runs `tidings` with this test's configuration on a terminal of 80 columns and 24 rows, to its end; what it prints
    /// and what it tells come together.
    func tidingsOnTerminal(
        _ arguments: String..., input: String = "", environment: [String: String] = [:]
    ) async throws -> Ending {
        try await onTerminal(arguments, input: input, environment: environment)
    }

    /// The same.
    func onTerminal(
        _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) async throws -> Ending {
        let words = [Self.path(of: "tidings")] + withConfiguration(arguments)
        let command = words.map { "'\($0)'" }.joined(separator: " ")
        let ending = try await run(
            "/usr/bin/script", ["--quiet", "--return", "--command", command, "/dev/null"], input: input,
            environment: environment.merging(["COLUMNS": "80", "LINES": "24", "TERM": "xterm-256color"]) {
                given, _ in given
            })
        let output = ending.output.replacingOccurrences(of: "\r\n", with: "\n")
        return Ending(status: ending.status, output: output, complaints: ending.complaints)
    }

    /// Starts the daemon for good; what it logs goes to `log`.
    func startDaemon(environment: [String: String] = [:]) throws -> Daemon {
        try start(
            "tidingsd", ["--config", configuration, "--log-level", "debug"], log: "daemon.log",
            environment: environment)
    }

    /// Starts `tidings` with this test's configuration, and does not wait for it.
    func startTidings(_ arguments: String...) throws -> Daemon {
        try start("tidings", withConfiguration(arguments), log: "command.log", environment: [:])
    }

    /// The same, and keeps what it prints.
    func startPrinting(_ arguments: String...) throws -> Daemon {
        try start(
            "tidings", withConfiguration(arguments), log: "command.log", output: "printed.log",
            environment: [:])
    }

    /// Starts `tidings` with this test's configuration on a terminal, and keeps what is seen there.
    func startOnTerminal(
        _ arguments: String..., columns: Int = 80, terminal: String = "xterm"
    ) throws -> Daemon {
        let words = [Self.path(of: "tidings")] + withConfiguration(arguments)
        let command = words.map { "'\($0)'" }.joined(separator: " ")
        let script = "stty columns \(columns); echo $$ > '\(folder)/terminal.pid'; exec \(command)"
        return try start(
            "/usr/bin/script", ["--quiet", "--return", "--command", script, "/dev/null"], log: "script.log",
            output: "seen.log", environment: ["TERM": terminal])
    }

    /// The program that `startOnTerminal` started leads all that run on its terminal.
    var leaderOnTerminal: Int32? {
        (try? String(contentsOfFile: folder + "/terminal.pid", encoding: .utf8))
            .flatMap { Int32($0.split(separator: "\n").first ?? "") }
    }

    private func start(
        _ program: String, _ arguments: [String], log name: String, output: String? = nil,
        environment: [String: String]
    ) throws -> Daemon {
        let log = folder + "/" + name
        let handle = try newFile(log)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.path(of: program))
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try output.map { try newFile(folder + "/" + $0) } ?? FileHandle.nullDevice
        process.standardError = handle
        try Self.start(process)
        return Daemon(process: process, log: log, output: output.map { folder + "/" + $0 })
    }

    private func newFile(_ path: String) throws -> FileHandle {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        guard let handle = FileHandle(forWritingAtPath: path) else { throw CocoaError(.fileWriteUnknown) }
        return handle
    }

    /// Starts the daemon for good, and waits until it holds the database: a command that came before that would poll by
    /// itself.
    func startReadyDaemon() async throws -> Daemon {
        let socket = try NotifySocket(in: folder)
        let daemon = try startDaemon(environment: ["NOTIFY_SOCKET": socket.path])
        while await !socket.next().contains("READY=1") {}
        return daemon
    }

    private func withConfiguration(_ arguments: [String]) -> [String] {
        guard let command = arguments.first, !command.hasPrefix("-") else {
            return ["--config", configuration] + arguments
        }
        let names = ["db", "config"].contains(command) ? 2 : 1
        return arguments.prefix(names) + ["--config", configuration] + arguments.dropFirst(names)
    }

    private func start(
        _ program: String, _ arguments: [String], input: String, output: Pipe, complaints: Pipe,
        environment: [String: String]
    ) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.path(of: program))
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = output
        process.standardError = complaints
        let source = Self.pipe()
        process.standardInput = source
        try Self.start(process)
        source.fileHandleForWriting.write(Data(input.utf8))
        try source.fileHandleForWriting.close()
        return process
    }

    /// Foundation starts one process at a time: two threads within `Process.run` have been seen to crash. So has one where
    /// this process had 1,400 files open: it reads beyond the list of them. Hence the number of tests at once in README.
    static func start(_ process: Process) throws {
        starting.lock()
        defer { starting.unlock() }
        try process.run()
    }

    /// A pipe that is not made while a process is started, which would else keep an end of it open.
    private static func pipe() -> Pipe {
        starting.withLock { Pipe() }
    }

    private static let starting = NSLock()

    /// The products lie beside the test bundle; other programs have whole paths.
    static func path(of program: String) -> String {
        guard !program.hasPrefix("/") else { return program }
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        return bundle.deletingLastPathComponent().appendingPathComponent(program).path
    }
}

/// A program, most often the daemon, that runs beside the test.
final class Daemon: Sendable {
    private let process: Process
    private let log: String
    /// Where its standard output goes; nil for nowhere.
    private let output: String?

    init(process: Process, log: String, output: String?) {
        self.process = process
        self.log = log
        self.output = output
    }

    var identifier: Int32 { process.processIdentifier }

    /// The most memory that it has ever held, in kilobytes, while it runs.
    var peakMemory: Int? {
        let status = try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }

    /// What it has printed so far.
    var printed: String {
        output.flatMap { try? String(contentsOfFile: $0, encoding: .utf8) } ?? ""
    }

    /// Whether it has a file open.
    func hasOpened(_ path: String) -> Bool {
        let folder = "/proc/\(identifier)/fd"
        let wanted = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).contains {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == wanted
        }
    }

    var logged: String {
        (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    }

    /// Asks it to end, and waits until it has.
    func stop() async -> Int32 {
        process.terminate()
        return await ending()
    }

    /// Waits until it has ended by itself.
    func ended() async -> Int32 {
        await ending()
    }

    func interrupt(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    /// Ends it as a crash would.
    ///
    /// - Returns: whether it had not ended by itself before.
    @discardableResult
    func kill9() async -> Bool {
        kill(process.processIdentifier, SIGKILL)
        return await ending() == SIGKILL
    }

    /// Waits until something has happened that it does, or until it has ended.
    func happened(_ event: @escaping @Sendable () -> Bool) async {
        await Patience.wait { [process] in
            while process.isRunning, !event() { sched_yield() }
        }
    }

    private func ending() async -> Int32 {
        await Patience.wait { [process] in
            process.waitUntilExit()
            return process.terminationStatus
        }
    }
}

/// Waits for the world on threads made for it: those of the tasks are few, and a test that held one would hold up
/// the others.
enum Patience {
    static func wait<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
        }
    }

    static func wait<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: body()) }
        }
    }
}

/// Reads a pipe to its end on a thread of its own.
private final class Reader: @unchecked Sendable {
    // Written by one thread before it signals, read by another after it has waited.
    private var data = Data()
    private let done = DispatchSemaphore(value: 0)

    init(_ handle: FileHandle) {
        Thread.detachNewThread { [self] in
            data = handle.readDataToEndOfFile()
            done.signal()
        }
    }

    func wait() -> Data {
        done.wait()
        return data
    }
}
