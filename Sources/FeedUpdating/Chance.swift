/// The one place that chance comes from.
package struct Chance: Sendable {
    private let draw: @Sendable () -> Double

    /// - Parameter fraction: gives a number in 0..<1.
    package init(fraction: @escaping @Sendable () -> Double) {
        draw = fraction
    }

    package static let system = Chance { Double.random(in: 0..<1) }

    /// A number in 0..<1.
    package func fraction() -> Double {
        draw()
    }
}
