/// Holds threads of the code under test back until a test opens it.
package final class Latch: Sendable {
    private let gate = Gate()

    package init() {}

    /// Blocks the calling thread until the latch is open.
    package func wait() {
        _ = TestSupport.wait(closing: gate)
    }

    /// Lets all go on.
    package func open() {
        gate.open()
    }
}
