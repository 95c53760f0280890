/// Which tidings this is.
package enum Version {
    /// By semantic versioning; the same in both programs, in the user agent and in the change log.
    package static let current = "0.1.0"
}
