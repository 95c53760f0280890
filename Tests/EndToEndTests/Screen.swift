import Foundation

/// A window of a real terminal, as `tmux` keeps one.
extension Programs {
    /// Whether there is a `tmux` on this machine; tests that need it pass without it, and say so.
    static let hasTmux: Bool = {
        let found = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .contains { FileManager.default.isExecutableFile(atPath: "\($0)/tmux") }
        if !found { print("There is no tmux here: what a window shows is not looked at.") }
        return found
    }()

    /// Runs `tidings` with this test's configuration in a window of its own, and waits for its end.
    ///
    /// - Returns: what the window then shows, a line a row.
    func onScreen(_ arguments: [String], columns: Int, rows: Int) async throws -> [String] {
        let name = UUID().uuidString
        let tmux = ["tmux", "-L", name, "-f", "/dev/null"]
        let words = [Self.path(of: "tidings")] + arguments + ["--config", configuration]
        let command = words.map { "'\($0)'" }.joined(separator: " ")
        // The server that this starts would keep all files of its starter open, and with them hold up whoever waits
        // for their end.
        let closing = #"for f in /proc/$$/fd/*; do f=${f##*/}; [ "$f" -le 2 ] || eval "exec $f>&-"; done"#
        _ = try await run(
            "/bin/bash",
            ["-c", closing + #"; exec "$@" </dev/null >/dev/null 2>&1"#, "bash"] + tmux + [
                "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
                "\(command); tmux -L \(name) wait-for -S ended; exec cat",
            ], environment: ["LC_ALL": "C.UTF-8", "TERM": "xterm-256color"])
        let shown: Ending
        do {
            _ = try await run("/usr/bin/env", tmux + ["wait-for", "ended"])
            shown = try await run(
                "/usr/bin/env", tmux + ["capture-pane", "-p"], environment: ["LC_ALL": "C.UTF-8"])
        } catch {
            await end(tmux)
            throw error
        }
        await end(tmux)
        return shown.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The server ends with its last session. It has most signals blocked, as the thread that started it, so that it would
    /// not see that of `kill-server`.
    private func end(_ tmux: [String]) async {
        _ = try? await run("/usr/bin/env", tmux + ["kill-session"])
    }
}
