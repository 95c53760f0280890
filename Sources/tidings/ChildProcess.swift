import FeedModel
import FoundationEssentials
import Subprocess
import SystemPackage

/// A poller of one's own, for when no daemon runs: `tidingsd --once --wished`, found beside this program or in `PATH`.
enum ChildProcess {
    /// Runs it to its end.
    ///
    /// - Parameter config: the configuration file in force; nil for the one that it finds itself.
    /// - Returns: false where it polled nothing, since another poller has come up meanwhile.
    static func pollWished(config: String?) async throws -> Bool {
        var arguments = ["--once", "--wished", "--log-level", "error"]
        if let config { arguments += ["--config", config] }
        let ending: TerminationStatus
        do {
            ending = try await run(
                executable, arguments: Arguments(arguments), input: .none, output: .discarded,
                error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
            ).terminationStatus
        } catch {
            throw CommandFailure(
                .unavailable, "no daemon runs, and tidingsd could not be started",
                hint: "systemctl start tidingsd, or put tidingsd beside tidings or in PATH")
        }
        switch ending {
        case .exited(0): return true
        case .exited(ExitStatus.busy.rawValue): return false
        case .exited(let status):
            throw CommandFailure(.unavailable, "tidingsd --once --wished ended with \(status)")
        default: throw CommandFailure(.unavailable, "tidingsd --once --wished was ended by a signal")
        }
    }

    private static var executable: Executable {
        guard let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
            let slash = own.lastIndex(of: "/")
        else { return .name("tidingsd") }
        let beside = String(own[...slash]) + "tidingsd"
        return FileManager.default.isExecutableFile(atPath: beside)
            ? .path(FilePath(beside)) : .name("tidingsd")
    }
}
