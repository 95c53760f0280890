internal import Glibc

/// The way from libFuzzer to the readers.
package enum Fuzzing {
    /// Hands libFuzzer's input to a check, and stops the process where something did not hold, so that the input is
    /// kept.
    ///
    /// - Returns: 0, as libFuzzer wants it.
    package static func run(
        _ data: UnsafePointer<UInt8>?, _ size: Int, _ violations: ([UInt8]) -> [String]
    ) -> Int32 {
        let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
        let found = violations(bytes)
        guard found.isEmpty else {
            for violation in Set(found) { tell("does not hold: \(violation)\n") }
            preconditionFailure("an invariant does not hold")
        }
        return 0
    }

    /// Writes to standard error at once: the process is about to end.
    private static func tell(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
