import FeedParsing
import FoundationEssentials
import Glibc

/// The terminal, or what stands in its place: the one file of this program that speaks to the kernel.
enum Terminal {
    /// Whether what is printed is read by a person.
    static let isInteractive = isatty(STDOUT_FILENO) == 1

    /// The window's width in columns: of the terminal, else `COLUMNS`, else 80.
    static let width: Int = {
        var size = winsize()
        if unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            return Int(size.ws_col)
        }
        return environment("COLUMNS").flatMap { Int($0) } ?? 80
    }()

    /// The window's height in rows: of the terminal, else `LINES`, else 24.
    static let height: Int = {
        var size = winsize()
        if unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 {
            return Int(size.ws_row)
        }
        return environment("LINES").flatMap { Int($0) } ?? 24
    }()

    /// Whether colours are wanted: on a terminal that knows them unless `NO_COLOR` is set (https://no-color.org), or where
    /// `CLICOLOR_FORCE` is.
    static let hasColours: Bool = {
        if let force = environment("CLICOLOR_FORCE"), !force.isEmpty, force != "0" { return true }
        if let none = environment("NO_COLOR"), !none.isEmpty { return false }
        return isInteractive && isAddressable
    }()

    /// A variable of the environment; nil where it is not set.
    static func environment(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }

    /// The whole environment.
    static var wholeEnvironment: [String: String] {
        var result: [String: String] = [:]
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            let line = unsafe String(cString: text)
            if let equals = line.firstIndex(of: "=") {
                result[String(line[..<equals])] = String(line[line.index(after: equals)...])
            }
            unsafe entry += 1
        }
        return result
    }

    /// Keeps the runtime from telling the system's log of each thread whose priority it may not raise: none needs to.
    static func silencesRuntime() {
        unsafe setenv("LIBDISPATCH_LOG", "NO", 0)
    }

    /// Makes a reader that has gone away (`tidings | head`) a quiet success.
    static func diesQuietlyByClosedPipe() {
        _ = signal(SIGPIPE) { _ in _exit(0) }
    }

    /// Whether anybody may still read what is printed: false for a pipe whose reader has gone away.
    static var hasReader: Bool {
        var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
        return unsafe poll(&output, 1, 0) < 1 || output.revents & Int16(POLLERR) == 0
    }

    /// Whether what shows the output says that it can do more than print line by line.
    static let isAddressable = ![nil, "", "dumb"].contains(environment("TERM"))

    /// Makes a reader that has gone away an error of the write.
    static func bearsClosedPipes() {
        _ = signal(SIGPIPE, SIG_IGN)
    }

    /// Ctrl-C means the program that has the terminal now, and no longer this one.
    static func leavesInterruptionsToOthers() {
        _ = signal(SIGINT, SIG_IGN)
    }

    /// Whether a person can be asked: what is typed and what is told are both of a terminal.
    static let isConversation = isatty(STDIN_FILENO) == 1 && tellsPerson

    /// Whether what is told is read by a person: standard error is a terminal.
    static let tellsPerson = isatty(STDERR_FILENO) == 1

    /// Whether a line that a person reads can be drawn over another.
    static let redraws = tellsPerson && isAddressable

    /// The columns of the window in which a person is told things, as it is now; 80 where the terminal does not say.
    static var tellingWidth: Int {
        var size = winsize()
        guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Puts a line in the place of the one that the cursor is in, in one write, so that it never flickers.
    static func redraw(_ line: String) {
        write("\r" + line + "\u{1B}[K", to: STDERR_FILENO)
        if line.isEmpty { for end in [SIGINT, SIGTERM, SIGHUP] { _ = signal(end, SIG_DFL) } }
    }

    /// Who is ended by a signal leaves an empty line, and is ended by it all the same.
    static func clearsLineWhenEnded() {
        for end in [SIGINT, SIGTERM, SIGHUP] {
            _ = signal(end) { number in
                let clearing: StaticString = "\r\u{1B}[K"
                _ = unsafe Glibc.write(STDERR_FILENO, clearing.utf8Start, clearing.utf8CodeUnitCount)
                _ = signal(number, SIG_DFL)
                _ = raise(number)
            }
        }
    }

    /// Asks a person, who says yes by `y` or `yes`.
    static func agrees(to question: String) -> Bool {
        write("\(question) [y/N] ", to: STDERR_FILENO)
        return ["y", "yes"].contains(readLine()?.lowercased())
    }

    /// Prints data.
    static func print(_ text: String) {
        write(text + "\n", to: STDOUT_FILENO)
    }

    /// Prints data that brings its own line ends.
    static func printAsIs(_ text: String) {
        write(text, to: STDOUT_FILENO)
    }

    /// Prints data in UTF-8 that brings its own line ends.
    static func printAsIs(_ bytes: [UInt8]) {
        write(bytes, to: STDOUT_FILENO)
    }

    /// Tells a person something that is not data, harmlessly, whatever paths, names and words of servers are in it.
    static func tell(_ text: String) {
        write(SafeText.lines(text) + "\n", to: STDERR_FILENO)
    }

    /// Ends the program without closing the database, whose last closing would checkpoint and delete its log.
    static func leave(_ status: Int32) -> Never {
        _exit(status)
    }

    /// The calendar's fields of a moment in the machine's own time zone.
    static func localTime(of date: Date) -> LocalTime {
        var seconds = time_t(date.timeIntervalSince1970.rounded(.down))
        var fields = unsafe tm()
        _ = unsafe localtime_r(&seconds, &fields)
        return unsafe LocalTime(
            year: Int(fields.tm_year) + 1900, month: Int(fields.tm_mon) + 1, day: Int(fields.tm_mday),
            hour: Int(fields.tm_hour), minute: Int(fields.tm_min))
    }

    /// The first moment of a day in the machine's own time zone; nil for a day that the calendar does not have.
    static func startOfDay(year: Int, month: Int, day: Int) -> Date? {
        guard (1...9_999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        var fields = unsafe tm()
        unsafe fields.tm_year = Int32(year - 1900)
        unsafe fields.tm_mon = Int32(month - 1)
        unsafe fields.tm_mday = Int32(day)
        unsafe fields.tm_isdst = -1
        let seconds = unsafe mktime(&fields)
        // A day past its month's end has been carried over into the next.
        guard unsafe Int(fields.tm_mday) == day else { return nil }
        return Date(timeIntervalSince1970: Double(seconds))
    }

    /// All lines of standard input, without their ends.
    static func linesOfInput() -> [String] {
        var lines: [String] = []
        while let line = readLine() { lines.append(line) }
        return lines
    }

    /// The bytes of a file, or of standard input for `-`, whatever it is: a file, a pipe, a terminal. Nil where reading
    /// fails.
    ///
    /// - Parameters:
    ///   - limit: reading ends soon after so many bytes.
    ///   - isEnough: whether the beginning says enough, so that the rest need not be read.
    static func bytes(
        ofFile path: String, limit: Int, endingWith isEnough: ([UInt8]) -> Bool = { _ in false }
    ) -> [UInt8]? {
        guard path != "-" else { return bytes(of: STDIN_FILENO, limit: limit, endingWith: isEnough) }
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return bytes(of: descriptor, limit: limit, endingWith: isEnough)
    }

    private static func bytes(
        of descriptor: Int32, limit: Int, endingWith isEnough: ([UInt8]) -> Bool
    ) -> [UInt8]? {
        var bytes: [UInt8] = []
        var status = stat()
        // An array that grows by itself is for a moment there twice.
        if unsafe fstat(descriptor, &status) == 0 {
            bytes.reserveCapacity(min(max(0, Int(status.st_size)), limit) + 1)
        }
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes {
                unsafe read(descriptor, $0.baseAddress, $0.count)
            }
            if count > 0 {
                bytes += piece[..<count]
                if bytes.count > limit || isEnough(bytes) { return bytes }
            } else if count == 0 {
                return bytes
            } else if errno != EINTR {
                return nil
            }
        }
    }

    private static func write(_ text: String, to descriptor: Int32) {
        write(Array(text.utf8), to: descriptor)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                guard descriptor == STDOUT_FILENO else { return }
                let reason = unsafe String(cString: strerror(errno))
                tell("tidings: what was asked for cannot be printed: standard output: \(reason)")
                _exit(74)
            }
        }
    }
}

/// A moment in the machine's own time zone.
struct LocalTime: Hashable {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int

    /// `2026-11-23`.
    var isoDay: String {
        "\(year)-\(Self.two(month))-\(Self.two(day))"
    }

    /// `2026-11-23 08:15`.
    var isoMinute: String {
        "\(isoDay) \(Self.two(hour)):\(Self.two(minute))"
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
