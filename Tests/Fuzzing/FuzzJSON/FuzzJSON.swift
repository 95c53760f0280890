import FeedModel
import ReaderInvariants

/// Any bytes as JSON, and as a JSON Feed.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    unsafe Fuzzing.run(data, size) { bytes in
        ReaderInvariants.violations(inJSON: bytes)
            + ReaderInvariants.violations(
                inFeed: FeedDocument(bytes: bytes, url: nil, contentType: nil))
    }
}
