import CBaselines
import FoundationEssentials

/// The most memory that a piece of work held at a time, by the kernel's own count.
enum PeakMemory {
    /// Bytes beyond what the process held before, at the peak of `work`; what `work` gives back counts.
    static func bytes<Result>(of work: () -> Result) -> Int {
        give_back_memory()
        // The kernel takes a 5 for the wish to count the peak anew (proc(5)).
        try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
        let before = status("VmRSS")
        let result = work()
        return withExtendedLifetime(result) { status("VmHWM") - before }
    }

    private static func status(_ name: String) -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return 0 }
        for line in text.split(separator: "\n") where line.hasPrefix(name) {
            let kibibytes = line.filter { $0.isNumber }
            return (Int(kibibytes) ?? 0) * 1024
        }
        return 0
    }
}
