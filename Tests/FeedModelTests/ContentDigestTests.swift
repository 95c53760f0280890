import Testing

@testable import FeedModel

struct ContentDigestTests {
    /// From FIPS 180-4's examples, and one that fills two blocks but for the length.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            String(repeating: "a", count: 119),
            "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"
        ),
    ])
    func `the digest is SHA-256`(message: String, expected: String) {
        #expect(ContentDigest(of: Array(message.utf8)).hexadecimal == expected)
        let own = ContentDigest(bytes: SHA256.ownDigest(of: Array(message.utf8)))
        #expect(own?.hexadecimal == expected)
    }

    @Test func `a library's digests are ours`() throws {
        // The tests load libcurl, which loads libcrypto.
        for length in 0..<300 {
            let message = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
            let digest = try #require(LoadedSHA256.digest(of: message))
            #expect(digest == SHA256.ownDigest(of: message))
        }
    }

    @Test func `texts that run together differ`() {
        #expect(ContentDigest(of: ["ab", "c"]) != ContentDigest(of: ["a", "bc"]))
    }

    @Test func `white space alone is no other content`() {
        let before = ItemContent(title: "A  title", html: "<p>One\n two</p>")
        let after = ItemContent(title: " A title ", html: "<p>One two</p>\n")
        #expect(before.digest == after.digest)
    }

    @Test func `the order of tags is no other content, whatever else is stored is one`() {
        let one = ItemContent(title: "A", tags: ["b", "c"])
        #expect(one.digest == ItemContent(title: "A", tags: ["c", "b"]).digest)
        let file = Attachment(url: Link("https://example.org/a.mp3"), mimeType: "audio/mpeg")
        var larger = file
        larger.size = 7
        let others = [
            ItemContent(title: "A"),
            ItemContent(title: "A", authors: [Person(name: "b"), Person(name: "c")]),
            ItemContent(title: "A", authors: [Person(name: "b", url: Link("https://example.org/"))]),
            ItemContent(title: "A", html: "b"), ItemContent(title: "A", text: "b"),
            ItemContent(title: "A", summary: "b"), ItemContent(title: "A", image: Link("b")),
            ItemContent(title: "A", commentsLink: Link("b")),
            ItemContent(title: "A", externalLink: Link("b")),
            ItemContent(title: "A", language: "b"), ItemContent(title: "A", attachments: [file]),
            ItemContent(title: "A", attachments: [larger]),
            ItemContent(title: "A", attachments: [file, file]),
        ]
        #expect(Set(([one] + others).map(\.digest)).count == others.count + 1)
    }

    @Test func `another word is another content`() {
        #expect(ItemContent(title: "A", html: "one").digest != ItemContent(title: "A", html: "two").digest)
    }
}
