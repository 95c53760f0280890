import ReaderInvariants

/// Any bytes as OPML.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    unsafe Fuzzing.run(data, size) { bytes in
        ReaderInvariants.violations(inOPML: bytes)
    }
}
