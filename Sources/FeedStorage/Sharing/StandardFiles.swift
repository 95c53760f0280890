import Glibc

/// The three files that a program is started with.
package enum StandardFiles {
    /// Opens something harmless in the place of each that is closed: whatever is opened next would take its number, and then
    /// the database were read as what was typed, or written to as what is told.
    ///
    /// Reading the first and writing the others fail after this as they would have before. To be called before anything
    /// is opened.
    package static func hold() {
        for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) == -1 {
            // The lowest free number is given, and that is this one.
            _ = unsafe open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
        }
    }
}
