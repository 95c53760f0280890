package import FeedModel

extension ConfigError {
    /// The status with which a program ends that cannot go on without its settings.
    package var exitStatus: ExitStatus {
        switch kind {
        case .faulty: .configuration
        case .unreadable: .noInput
        case .denied: .permission
        }
    }
}
