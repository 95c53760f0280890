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

/// How the daemon is put together: lock, transport, store, services.
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
        try await PollerLock.holding(database) { lock in
            var opened = try FeedStore.open(at: database, holding: lock)
            opened.joinsTwins = settings.storage.joinsTwins
            PollerLock.leave(settings.seal ?? "", beside: database)
            let store = opened
            let receipt = try await store.adopt(settings.subscriptions, at: time.now())
            logger.debug(
                "subscriptions adopted",
                metadata: ["adopted": "\(receipt.adopted.count)", "let-go": "\(receipt.letGo.count)"])
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
                    fetcher: fetcher, store: store, policy: settings.schedule, time: time, chance: .system)
                if extent == .unending, let wake = settings.runtime.wake, let ear = ear(at: wake) {
                    try await serve(extent, updater: updater, store: store, calls: ear.calls, time: time)
                } else {
                    try await serve(extent, updater: updater, store: store, calls: nil, time: time)
                }
            }
        }
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
        calls: AsyncStream<Void>?,
        time: TimeSource
    ) async throws {
        let isDaemon = extent == .unending
        let memory = IdleMemory(of: store)
        let updating = UpdateService(
            updater: updater, store: store,
            plan: UpdateService.Plan(
                extent: extent, fetch: settings.fetch, schedule: settings.schedule,
                // Twice in the time that the service manager waits: one sign may come late.
                longestRest: notifier.watchdog.map { $0 / 2 } ?? .seconds(60)),
            calls: calls, time: time, logger: logger,
            onProgress: { [notifier] progress in
                notifier.take(progress, at: time.elapsed)
                await memory.note(progress, at: time.elapsed)
            })
        let purging = PurgeService(
            store: store, policy: settings.retention, time: time, log: UpdateLog(logger))
        let reloading = ReloadService(
            config: config, settings: settings, store: store, purging: purging, notifier: notifier,
            time: time, logger: logger)
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: updating, successTerminationBehavior: .gracefullyShutdownGroup),
                .init(service: reloading),
                .init(service: notifier),
            ] + (isDaemon ? [.init(service: purging)] : []),
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
