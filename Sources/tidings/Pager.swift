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
    private let options: PagerOptions
    private var gathered = ""

    init(_ options: PagerOptions) {
        self.options = options
    }

    mutating func add(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        let text = lines.joined(separator: "\n") + "\n"
        if Terminal.isInteractive { gathered += text } else { Terminal.printAsIs(text) }
    }

    /// Shows what was gathered, and waits until its reader has had enough.
    func finish() async {
        guard !gathered.isEmpty else { return }
        let isLong = gathered.utf8.count { $0 == UInt8(ascii: "\n") } >= Terminal.height
        if !options.noPager, isLong, await Pager.show(gathered) { return }
        Terminal.printAsIs(gathered)
    }
}

/// The program by which a person reads what is longer than the window.
enum Pager {
    /// `less` with colours, which leaves by itself where all fits, and does not clear the window when it is left.
    private static let usual = ["less", "-FRX"]

    /// - Returns: false where there is no pager that could be started, and so nothing was shown.
    static func show(_ text: String) async -> Bool {
        let words = Terminal.environment("PAGER").map { $0.split(separator: " ").map(String.init) } ?? usual
        guard let program = words.first else { return false }
        // A reader who leaves early closes the pipe; that ends neither this program nor its waiting for the pager.
        Terminal.bearsClosedPipes()
        defer { Terminal.diesQuietlyByClosedPipe() }
        let ending = try? await run(
            .name(program), arguments: Arguments(Array(words.dropFirst())), input: .inputWriter,
            output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
            error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
        ) { execution in
            Terminal.leavesInterruptionsToOthers()
            _ = try? await execution.standardInputWriter.write(text)
            try? await execution.standardInputWriter.finish()
        }
        return ending != nil
    }
}
