/// A key of the configuration file: what it is called, what it takes, what it does.
///
/// `ConfigKey.all` is the single source for bounds, the example file and the manual; the defaults are those of the
/// policies that a key writes into.
package struct ConfigKey: Sendable {
    /// The section and the name, with a dot between (`fetch.per-host`); `feed.` for the keys of a `[[feed]]` table.
    package let path: String
    /// What it does, in a sentence or two.
    package let prose: String

    let role: Role
    private let expected: @Sendable () -> String
    private let sampled: @Sendable () -> String

    enum Role: Sendable {
        case setting(
            take: @Sendable (ConfigNode, Places, inout Settings) throws(Unfit) -> Void,
            written: @Sendable (Settings) -> String)
        case feed(take: @Sendable (ConfigNode, Places, inout FeedTable) throws(Unfit) -> Void)
    }

    /// A key that sets a part of the settings.
    ///
    /// - Parameters:
    ///   - place: where its value goes; made when it is used, since each command makes some keys and uses one.
    ///   - sample: a value for the example file; the default where it is left out.
    init<Value>(
        _ path: String,
        _ place: @autoclosure @escaping @Sendable () -> any WritableKeyPath<Settings, Value> & Sendable,
        _ form: ValueForm<Value>, sample: String? = nil, _ prose: String
    ) {
        self.path = path
        self.prose = prose
        expected = { form.expectation }
        sampled = { sample ?? form.written(ConfigKey.defaults[keyPath: place()]) }
        role = .setting(
            take: { node, places, settings throws(Unfit) in
                settings[keyPath: place()] = try form.read(node, places)
            },
            written: { form.written($0[keyPath: place()]) })
    }

    /// A key of a `[[feed]]` table.
    init<Value>(
        feed name: String,
        _ place: @autoclosure @escaping @Sendable () -> any WritableKeyPath<FeedTable, Value> & Sendable,
        _ form: ValueForm<Value>, sample: String, _ prose: String
    ) {
        path = "feed.\(name)"
        self.prose = prose
        expected = { form.expectation }
        sampled = { sample }
        role = .feed(take: { node, places, table throws(Unfit) in
            table[keyPath: place()] = try form.read(node, places)
        })
    }

    private static var defaults: Settings {
        Settings(storage: StorageSettings(database: ""), runtime: RuntimeSettings(wake: nil))
    }
}

extension ConfigKey {
    /// The table it stands in; empty for the top level.
    package var section: String {
        path.firstIndex(of: ".").map { String(path[..<$0]) } ?? ""
    }

    /// What stands before the equals sign.
    package var name: String {
        path.firstIndex(of: ".").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// What its value must be, bounds included: `a whole number from 1 to 64`.
    package var expectation: String { expected() }

    /// A value as TOML, for the example file: the default where there is one for all.
    package var sample: String { sampled() }

    /// Its value in force, as TOML; nil for the keys of `[[feed]]`, of which there are many.
    package func written(in settings: Settings) -> String? {
        guard case .setting(_, let written) = role else { return nil }
        return written(settings)
    }
}
