package import FeedModel

extension StoreError {
    /// The status with which a program ends that cannot do without what failed.
    package var exitStatus: ExitStatus {
        switch self {
        case .missing: .unavailable
        case .permission: .permission
        case .cannotOpen, .file, .full, .other: .inputOutput
        case .damaged, .foreign: .badData
        case .newer: .configuration
        case .busy: .busy
        case .declared: .usage
        case .unknownFeed, .unknownOperation, .undoneAlready, .nothingToUndo: .notThere
        }
    }
}
