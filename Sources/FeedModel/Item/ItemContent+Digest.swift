extension ItemContent {
    /// Tells whether two contents say the same to a reader.
    ///
    /// White space between words is no difference; nor are tags, pictures and attachments, which generators shuffle
    /// without an edit.
    package var digest: ContentDigest {
        ContentDigest(of: [
            title.collapsed, link?.normalised ?? "", (html ?? text ?? "").collapsed,
            (summary ?? "").collapsed,
        ])
    }
}

extension String {
    /// With runs of ASCII white space as one space, and none at either end.
    fileprivate var collapsed: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        var isPending = false
        for byte in utf8 {
            if byte == 0x20 || (0x09...0x0D).contains(byte) {
                isPending = !bytes.isEmpty
            } else {
                if isPending { bytes.append(0x20) }
                isPending = false
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
