import ReaderInvariants

/// Any text as a date.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    unsafe Fuzzing.run(data, size) { bytes in
        ReaderInvariants.violations(inDate: String(decoding: bytes, as: UTF8.self))
    }
}
