import CCurl

/// libcurl refused a call that could only fail for a fault of ours, or for want of memory.
struct CurlFault: Error {
    let code: CURLcode

    static func throwing(_ code: CURLcode) throws(CurlFault) {
        if code != CURLE_OK { throw CurlFault(code: code) }
    }
}
