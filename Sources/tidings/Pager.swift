import ArgumentParser
import FoundationEssentials
import Subprocess
import SystemPackage

/// The option of commands whose output may be long.
struct PagerOptions: ParsableArguments {
    @Flag(help: "Print long output on the terminal as it is, not through PAGER.")
    var noPager = false
}

/// Text that a person may want to read page by page: in a pipe it is printed as it comes, on a terminal it is gathered, and
/// goes through the pager where the window does not hold it.
///
/// Whoever does more than printing does it before `finish`: a pager is left whenever its reader likes.
struct PagedOutput {
    private let isPaged: Bool
    private var gathered = ""

    init(_ options: PagerOptions) {
        self.init(isPaged: !options.noPager)
    }

    /// - Parameter isPaged: whether the pager is to be asked, where there is one.
    init(isPaged: Bool) {
        self.isPaged = isPaged
    }

    mutating func add(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        let text = lines.joined(separator: "\n") + "\n"
        if Terminal.isInteractive { gathered += text } else { Terminal.printAsIs(text) }
    }

    /// Shows what was gathered, and waits until its reader has had enough.
    func finish() async {
        guard !gathered.isEmpty else { return }
        if isPaged, Self.isLong(gathered), await Pager.show(gathered) { return }
        Terminal.printAsIs(gathered)
    }

    /// Shows text that is still coming, from its first page on, and waits until its reader has had enough.
    ///
    /// - Parameter isPaged: whether the pager is to be asked, where there is one.
    /// - Returns: false where no text came.
    /// - Throws: what ended the text before its end.
    static func show(
        _ text: AsyncThrowingStream<String, any Error>, isPaged: Bool
    ) async throws -> Bool {
        var beginning = ""
        for try await portion in text {
            beginning += portion
            if isLong(beginning) { break }
        }
        guard !beginning.isEmpty else { return false }
        if isPaged, isLong(beginning), try await Pager.show(beginning, followedBy: text) {
            return true
        }
        Terminal.printAsIs(beginning)
        for try await portion in text { Terminal.printAsIs(portion) }
        return true
    }

    private static func isLong(_ text: String) -> Bool {
        text.utf8.count { $0 == UInt8(ascii: "\n") } >= Terminal.height
    }
}

/// The program by which a person reads what is longer than the window.
enum Pager {
    /// `less` with colours, which leaves by itself where all fits, and does not clear the window when it is left.
    private static let usual = ["less", "-FRX"]

    /// - Returns: false where there is no pager that could be started, and so nothing was shown.
    static func show(_ text: String) async -> Bool {
        await shown(text, followedBy: nil) != nil
    }

    /// - Parameter rest: text that is still coming; it is left alone where the reader has had enough.
    /// - Returns: false where there is no pager that could be started, and so nothing was shown.
    /// - Throws: what ended the rest before its end.
    static func show(
        _ text: String, followedBy rest: AsyncThrowingStream<String, any Error>
    ) async throws -> Bool {
        try await shown(text, followedBy: rest)?.get() != nil
    }

    /// What is printed is UTF-8, whatever the locale says; `less` is told so unless somebody has told it otherwise.
    private static var environment: Environment {
        Terminal.environment("LESSCHARSET") == nil ? .inherit.updating(["LESSCHARSET": "utf-8"]) : .inherit
    }

    /// - Returns: what ended the rest before its end, if anything did; nil where no pager could be started.
    private static func shown(
        _ text: String, followedBy rest: AsyncThrowingStream<String, any Error>?
    ) async -> Result<Void, any Error>? {
        let words = Terminal.environment("PAGER").map { $0.split(separator: " ").map(String.init) } ?? usual
        guard let program = words.first, Terminal.isAddressable else { return nil }
        // A reader who leaves early closes the pipe; that ends neither this program nor its waiting for the pager.
        Terminal.bearsClosedPipes()
        defer { Terminal.diesQuietlyByClosedPipe() }
        let ending = try? await run(
            .name(program), arguments: Arguments(Array(words.dropFirst())), environment: environment,
            input: .inputWriter,
            output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
            error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
        ) { execution in
            Terminal.leavesInterruptionsToOthers()
            let outcome = await write(text, followedBy: rest, to: execution.standardInputWriter)
            try? await execution.standardInputWriter.finish()
            return outcome
        }
        return ending?.closureResult
    }

    private static func write(
        _ text: String, followedBy rest: AsyncThrowingStream<String, any Error>?,
        to pager: StandardInputWriter
    ) async -> Result<Void, any Error> {
        // A write that fails is a reader who has left.
        guard (try? await pager.write(text)) != nil, let rest else { return .success(()) }
        do {
            for try await portion in rest {
                guard (try? await pager.write(portion)) != nil else { break }
            }
            return .success(())
        } catch {
            return .failure(error)
        }
    }
}
