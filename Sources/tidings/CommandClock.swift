import FoundationEssentials

/// The command's time: when it began, and how it waits.
struct CommandClock {
    /// When this command was typed: one moment for all that it does.
    let now = Date()

    /// Waits between two writes of a long work: whoever wants to write looks each millisecond whether it can.
    @Sendable static func letOthersWrite() async {
        await pause(.milliseconds(2))
    }

    /// Waits between two looks at what the daemon has done meanwhile.
    static func pause(_ duration: Duration) async {
        try? await Task.sleep(for: duration)
    }
}
