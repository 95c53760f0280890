import FeedModel
import ReaderInvariants

/// Any bytes as a feed in XML, with the encoding that a server may claim.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    unsafe Fuzzing.run(data, size) { bytes in
        ReaderInvariants.violations(
            inFeed: FeedDocument(
                bytes: bytes, url: Link("https://a.example/feed"), contentType: contentType(for: bytes)))
    }
}

/// The last byte chooses a claim; documents that end as documents do come without one.
private func contentType(for bytes: [UInt8]) -> String? {
    switch bytes.last {
    case UInt8(ascii: "1"): "text/xml; charset=windows-1251"
    case UInt8(ascii: "2"): "text/xml; charset=shift_jis"
    case UInt8(ascii: "3"): "text/xml; charset=utf-16"
    case UInt8(ascii: "4"): "text/xml; charset=gb18030"
    case UInt8(ascii: "5"): "text/xml; charset=iso-2022-jp"
    case UInt8(ascii: "6"): "text/xml; charset=utf-8"
    case UInt8(ascii: "7"): "text/xml; charset=no-such"
    default: nil
    }
}
