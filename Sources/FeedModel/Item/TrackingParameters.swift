/// Query parameters that say where a click came from, and nothing about what is shown.
enum TrackingParameters {
    static func contains(_ name: Substring) -> Bool {
        if name.utf8.starts(with: "utm_".utf8) { return true }
        return exact.contains(name)
    }

    private static let exact: Set<Substring> = [
        "_hsenc", "_hsmi", "dclid", "fbclid", "gclid", "gclsrc", "igshid", "mc_cid", "mc_eid", "mkt_tok",
        "msclkid",
        "ref_src", "twclid", "vero_id", "wickedid", "yclid",
    ]
}
