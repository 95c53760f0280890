/// Text that leads somewhere, in terminals that know it (OSC 8).
///
/// What a feed gives as an address stands between escape sequences here, so only what cannot end one gets there:
/// printable ASCII, everything else as percent escapes, of http and https alone.
enum Hyperlink {
    /// The text as it is where the terminal does not know links, or the address is none to go to.
    static func text(_ text: String, to address: String?) -> String {
        guard areKnown, let address, !text.isEmpty, let target = target(address) else { return text }
        return "\u{1B}]8;;\(target)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
    }

    /// The address as it may stand in an escape sequence; nil where it may not.
    static func target(_ address: String) -> String? {
        guard address.utf8.count <= longest else { return nil }
        let start = address.prefix(8).lowercased()
        guard start.hasPrefix("http://") || start.hasPrefix("https://") else { return nil }
        var result = ""
        for byte in address.utf8 {
            if byte > 0x20, byte < 0x7F {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result.utf8.count <= longest ? result : nil
    }

    /// Terminals ignore what is longer than this.
    private static let longest = 2_083

    /// Whether links are shown by the terminal, and let through by the pager.
    ///
    /// No terminal can be asked, so they are known by their variables; `FORCE_HYPERLINK=1` says that one knows links,
    /// `FORCE_HYPERLINK=0` that it does not.
    private static let areKnown: Bool = {
        if let force = Terminal.environment("FORCE_HYPERLINK"), !force.isEmpty { return force != "0" }
        guard Terminal.isInteractive, Terminal.hasColours, isPagerLess else { return false }
        // What runs within these sees the variables of the terminal around them, which they may not pass links to.
        guard Terminal.environment("TMUX") == nil, Terminal.environment("STY") == nil else { return false }
        if let name = Terminal.environment("TERM_PROGRAM"), programs.contains(name) { return true }
        if let name = Terminal.environment("TERM"), names.contains(name) { return true }
        if let version = Terminal.environment("VTE_VERSION").flatMap({ Int($0) }) { return version >= 5_000 }
        if let version = Terminal.environment("KONSOLE_VERSION").flatMap({ Int($0) }) {
            return version >= 201_200
        }
        return Terminal.environment("WT_SESSION") != nil || Terminal.environment("DOMTERM") != nil
    }()

    private static let programs: Set<String> = ["ghostty", "iTerm.app", "rio", "vscode", "WezTerm", "zed"]
    private static let names: Set<String> = [
        "alacritty", "contour", "foot", "foot-extra", "wezterm", "xterm-ghostty", "xterm-kitty",
    ]

    private static var isPagerLess: Bool {
        guard let program = Terminal.environment("PAGER")?.split(separator: " ").first else { return true }
        return program == "less" || program.hasSuffix("/less")
    }
}
