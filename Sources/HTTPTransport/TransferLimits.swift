/// When a transfer is given up: times, all counted from the moment it was asked for, and sizes.
package struct TransferLimits: Hashable, Sendable {
    /// How long a connection is good for that was kept and not used.
    package static let longestIdle = Duration.seconds(15)

    /// Until the connection stands: name lookup, TCP and TLS together.
    package var connecting: Duration = .seconds(10)

    /// Until the first line of an answer.
    package var firstByte: Duration = .seconds(20)

    /// Until the end, for a transfer slower than `steadySpeed`.
    package var total: Duration = .seconds(30)

    /// Until the end, for a transfer that has kept up `steadySpeed`.
    package var totalWhileSteady: Duration = .seconds(60)

    /// Bytes a second, on average since the answer began, that earn `totalWhileSteady`.
    package var steadySpeed = 10 * 1024

    /// Bytes a second below which a transfer is too slow, once it has been so for `lowSpeedWindow`.
    package var lowSpeed = 50

    /// How long a transfer may be slower than `lowSpeed` after its answer has begun.
    package var lowSpeedWindow: Duration = .seconds(15)

    /// Bytes of the body after decoding.
    package var decodedBody = 16 << 20

    /// Bytes of the body as it travels.
    package var wireBody = 8 << 20

    /// Decoded bytes for each byte that travels; looked at above 1 MiB of decoded body.
    package var expansion = 200

    /// Bytes of all header lines together, those of interim answers (1xx) included.
    package var headerBytes = 64 << 10

    /// Header lines, those of interim answers (1xx) included.
    package var headerLines = 256

    package init() {}
}
