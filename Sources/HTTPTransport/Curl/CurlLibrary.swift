import CCurl
import Glibc

/// What of libcurl belongs to the whole process.
enum CurlLibrary {
    /// Makes libcurl ready; the first use does it, later ones cost nothing.
    static let isReady: Bool = curl_global_init(tidings_global_default) == CURLE_OK

    /// A locale whose encoding is UTF-8, for `uselocale`; nothing where the system has none.
    ///
    /// It is made once and never changed or freed, so any thread may read it.
    nonisolated(unsafe) static let utf8: locale_t? = unsafe newlocale(1 << LC_CTYPE, "C.UTF-8", nil)
}
