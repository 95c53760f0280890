/// Where the files of an installation are unless the configuration says otherwise.
struct StandardPaths: Hashable, Sendable {
    /// Nil where no variable tells where the user's files are.
    let database: String?
    /// Nil without a folder for what lives as long as the session.
    let wake: String?

    /// The configuration of the system service.
    static let systemFile = "\(systemFolder)/tidings.toml"
    static let systemFolder = "/etc/tidings"

    /// The paths that go with a configuration file: those of the system service with its own, else the user's.
    init(configuration file: String?, environment: UserEnvironment) {
        if file == StandardPaths.systemFile {
            database = "/var/lib/tidings/tidings.db"
            wake = "/run/tidings/wake"
        } else {
            database = environment.dataFolder.map { "\($0)/tidings/tidings.db" }
            wake = environment.runtimeFolder.map { "\($0)/tidings/wake" }
        }
    }
}

/// The folders that the environment names (XDG Base Directory Specification 0.8). As it demands, a variable that is
/// empty or holds a relative path counts as unset.
struct UserEnvironment: Hashable, Sendable {
    let home: String?
    let configurationFolder: String?
    let dataFolder: String?
    let runtimeFolder: String?
    /// Where systemd puts a service's credentials.
    let credentialsFolder: String?
    /// The configuration file that the user names.
    let configuration: String?

    /// - Parameter variable: the value of a variable; nil where it is not set.
    init(_ variable: (_ name: String) -> String?) {
        func folder(_ name: String) -> String? {
            guard let path = variable(name), path.hasPrefix("/") else { return nil }
            return Places.tidy(path)
        }
        home = folder("HOME")
        configurationFolder = folder("XDG_CONFIG_HOME") ?? home.map { "\($0)/.config" }
        dataFolder = folder("XDG_DATA_HOME") ?? home.map { "\($0)/.local/share" }
        runtimeFolder = folder("XDG_RUNTIME_DIR")
        credentialsFolder = folder("CREDENTIALS_DIRECTORY")
        configuration = variable("TIDINGS_CONFIG").flatMap { $0.isEmpty ? nil : $0 }
    }
}
