import FeedFetching
import FeedModel
import FeedStorage
import FeedUpdating
import FoundationEssentials
import HTTPTransport
import Logging
import ServiceLifecycle
import TidingsConfig
import UnixSignals

/// How the daemon is put together: lock, store, transport, services.
struct Composition {
    let settings: Settings
    /// What `--config` said.
    let config: String?
    let notifier: ServiceNotifier
    let logger: Logger

    /// Runs until it is told to stop or, where `extent` selects what to poll once, until that is done.
    ///
    /// - Throws: `StoreError` where the database cannot be had or is lost.
    func run(_ extent: UpdateService.Plan.Extent) async throws {
        let time = TimeSource.live
        let database = settings.storage.database
        let start = PatientStart(database: database, notifier: notifier, time: time, logger: logger)
        if extent == .unending { try await start.awaitTurn() }
        try await PollerLock.holding(database, isForGood: extent == .unending) { lock in
            let store =
                if extent == .unending {
                    try await start.whenThereIsRoom { () throws(StoreError) in
                        try await openStore(holding: lock, at: time.now())
                    }
                } else {
                    try await openStore(holding: lock, at: time.now())
                }
            let resting = try await store.restingHosts(at: time.now())
            let started = try await store.hostsAsked(within: settings.fetch.hostSpacing, before: time.now())
            let addresses = AddressRule(
                allowing: settings.fetch.privateNetworks, ports: settings.fetch.extraPorts)
            let perAddress =
                settings.fetch.perAddress == 0 ? 0 : max(settings.fetch.perAddress, settings.fetch.perHost)
            try await CurlTransport.running(
                width: settings.fetch.width, addresses: addresses, perAddress: perAddress
            ) { transport in
                let fetcher = Fetcher(
                    transport: transport, policy: settings.fetch, backoff: Backoff(policy: settings.schedule),
                    version: Version.current, resting: resting, started: started,
                    pace: time.pace)
                let updater = FeedUpdater(
                    fetcher: fetcher, store: store, policy: settings.schedule, time: time, chance: .system,
                    // One core is for the thread that stores what was read.
                    readingTurns: ReadingTurns(atOnce: ProcessInfo.processInfo.activeProcessorCount - 1))
                if extent == .unending, let wake = settings.runtime.wake, let ear = ear(at: wake) {
                    try await serve(
                        extent, updater: updater, store: store, calls: ear.calls, socket: wake, time: time)
                } else {
                    try await serve(
                        extent, updater: updater, store: store, calls: nil, socket: nil, time: time)
                }
            }
        }
    }

    private func openStore(
        holding lock: borrowing PollerLock, at now: Date
    ) async throws(StoreError) -> FeedStore {
        var store = try FeedStore.open(at: lock.database, holding: lock) { [notifier, logger] isFirst in
            PatientStart.tellOfMigration(to: notifier, logger, isFirst: isFirst)
        }
        store.joinsTwins = settings.storage.joinsTwins
        PollerLock.note(seal: settings.seal ?? "", for: lock.database)
        let receipt = try await store.adopt(settings.subscriptions, at: now)
        logger.debug(
            "subscriptions adopted",
            metadata: ["adopted": "\(receipt.adopted.count)", "let-go": "\(receipt.letGo.count)"])
        return store
    }

    /// Without a socket the daemon still looks at the database once a minute: no reason not to run.
    private func ear(at path: String) -> WakeSocket? {
        do throws(StoreError) {
            return try WakeSocket(at: path)
        } catch {
            logger.warning("no wake socket: wishes wait up to a minute", metadata: ["path": "\(path)"])
            return nil
        }
    }

    private func serve(
        _ extent: UpdateService.Plan.Extent, updater: FeedUpdater, store: FeedStore,
        calls: AsyncStream<Void>?, socket: String?, time: TimeSource
    ) async throws {
        let isDaemon = extent == .unending
        let memory = IdleMemory(of: store)
        let signs = isDaemon ? SignsOfLife(at: socket, of: settings.storage.database) : nil
        let updating = UpdateService(
            updater: updater, store: store,
            plan: UpdateService.Plan(
                extent: extent, fetch: settings.fetch, schedule: settings.schedule,
                // Twice in the time that the service manager waits: one sign may come late.
                longestRest: notifier.watchdog.map { $0 / 2 } ?? .seconds(60)),
            calls: calls, time: time, logger: logger,
            onProgress: { [notifier] progress in
                notifier.take(progress, at: time.elapsed)
                signs?.take(progress)
                await memory.note(progress, at: time.elapsed)
            })
        let purging = PurgeService(
            store: store, policy: settings.retention, time: time, log: UpdateLog(logger))
        let reloading = ReloadService(
            config: config, settings: settings, store: store, purging: purging, memory: memory,
            notifier: notifier, time: time, logger: logger)
        var configuration = ServiceGroupConfiguration(
            // With names, or each is given one by printing all that is in it: that takes as long as hundreds of polls.
            services: [
                .init(
                    service: updating, successTerminationBehavior: .gracefullyShutdownGroup,
                    serviceName: "UpdateService"),
                .init(service: reloading, serviceName: "ReloadService"),
                .init(service: notifier, serviceName: "ServiceNotifier"),
            ] + (isDaemon ? [.init(service: purging, serviceName: "PurgeService")] : []),
            gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        configuration.maximumGracefulShutdownDuration = .seconds(20)
        if isDaemon { logger.info("started", metadata: ["database": "\(settings.storage.database)"]) }
        try await ServiceGroup(configuration: configuration).run()
        if isDaemon { logger.info("stopped") }
    }

    /// ServiceLifecycle tells of its own steps at `debug` and up; only its errors concern an administrator.
    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = .error
        return quiet
    }
}
