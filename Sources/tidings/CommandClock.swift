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

    /// Says when it is time to do again what is not to be done too often.
    struct Beat {
        private let pause: Duration
        private var next: ContinuousClock.Instant

        /// - Parameter first: how long from now it is time first.
        init(each pause: Duration, after first: Duration) {
            self.pause = pause
            next = ContinuousClock.now + first
        }

        /// Whether it is time; if so, it is next after a pause.
        mutating func isDue() -> Bool {
            let now = ContinuousClock.now
            guard now >= next else { return false }
            next = now + pause
            return true
        }
    }
}
