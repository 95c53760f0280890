import CCurl
import Glibc

/// A thread of the operating system, for work that blocks.
struct KernelThread: Sendable {
    private let id: pthread_t

    /// Starts a thread that runs `body` once. Signals go to other threads.
    ///
    /// - Throws: `.failed` with the reason the kernel gave.
    init(_ name: String, _ body: @escaping @Sendable () -> Void) throws(TransportError) {
        let body = unsafe Unmanaged.passRetained(Body(name: name, run: body))
        var all = sigset_t()
        var former = sigset_t()
        unsafe sigfillset(&all)
        unsafe pthread_sigmask(SIG_SETMASK, &all, &former)
        var id = pthread_t()
        let code = unsafe pthread_create(
            &id, nil,
            { context in
                guard let context = unsafe context else { return nil }
                let body = unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue()
                unsafe pthread_setname_np(pthread_self(), body.name)
                body.run()
                return nil
            },
            body.toOpaque())
        unsafe pthread_sigmask(SIG_SETMASK, &former, nil)
        guard code == 0 else {
            unsafe body.release()
            throw .failed(code: code, message: unsafe String(cString: strerror(code)))
        }
        self.id = id
    }

    /// Waits for the thread's end, which must be near.
    func join() {
        pthread_join(id, nil)
    }

    /// Waits that long for the thread's end; after that the thread is left to end by itself. Says whether it ended.
    func join(within duration: Duration) -> Bool {
        var deadline = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &deadline)
        deadline.tv_sec += Int(duration.components.seconds)
        if unsafe pthread_timedjoin_np(id, nil, &deadline) == 0 { return true }
        pthread_detach(id)
        return false
    }

    private final class Body: Sendable {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }
}
