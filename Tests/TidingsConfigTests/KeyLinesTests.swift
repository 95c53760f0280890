import Testing

@testable import TidingsConfig

@Suite struct KeyLinesTests {
    @Test func `each key is found on its line`() {
        let lines = KeyLines(
            of: """
                # a comment
                database = "x"   # another

                [fetch]
                width = 3
                  per-host=1
                """)
        #expect(lines[[.name("database")]] == 2)
        #expect(lines[[.name("fetch")]] == 4)
        #expect(lines[[.name("fetch"), .name("width")]] == 5)
        #expect(lines[[.name("fetch"), .name("per-host")]] == 6)
    }

    @Test func `tables of one array are told apart, and a table within means the newest`() {
        let lines = KeyLines(
            of: """
                [[feed]]
                url = "a"
                [feed.headers]
                X = "1"
                [[ feed ]]
                title = "b"
                url = "b"
                [feed.headers]
                X = "2"
                """)
        #expect(lines[[.name("feed"), .index(0)]] == 1)
        #expect(lines[[.name("feed"), .index(0), .name("url")]] == 2)
        #expect(lines[[.name("feed"), .index(0), .name("headers"), .name("X")]] == 4)
        #expect(lines[[.name("feed"), .index(1)]] == 5)
        #expect(lines[[.name("feed"), .index(1), .name("url")]] == 7)
        #expect(lines[[.name("feed"), .index(1), .name("headers"), .name("X")]] == 9)
    }

    @Test func `dotted and quoted keys lead to the same place as tables`() {
        let lines = KeyLines(
            of: """
                fetch.width = 1
                "fetch" . 'per-host' = 2
                "a\\u0062\\"" = 3
                """)
        #expect(lines[[.name("fetch"), .name("width")]] == 1)
        #expect(lines[[.name("fetch"), .name("per-host")]] == 2)
        #expect(lines[[.name("ab\"")]] == 3)
    }

    @Test func `members of lists and inline tables have lines of their own`() {
        let lines = KeyLines(
            of: """
                tags = [
                  "a", # one
                  [ "b",
                    "c" ],
                ]
                feed = [ { url = "x", headers = { A = "1" } },
                         { url = "y" } ]
                last = 1
                """)
        #expect(lines[[.name("tags"), .index(0)]] == 2)
        #expect(lines[[.name("tags"), .index(1), .index(1)]] == 4)
        #expect(lines[[.name("feed"), .index(0), .name("headers"), .name("A")]] == 6)
        #expect(lines[[.name("feed"), .index(1), .name("url")]] == 7)
        #expect(lines[[.name("last")]] == 8)
    }

    @Test func `nothing within a text is taken for a key`() {
        let lines = KeyLines(
            of: #"""
                a = """
                [fetch]
                width = 1 \"""
                """
                b = '''
                c = "
                [[feed]]''''
                d = "# ] } = \" x"
                e = 'it is \'
                f = 2
                """#)
        #expect(lines[[.name("fetch")]] == nil)
        #expect(lines[[.name("c")]] == nil)
        #expect(lines[[.name("feed")]] == nil)
        #expect(lines[[.name("b")]] == 5)
        #expect(lines[[.name("d")]] == 8)
        #expect(lines[[.name("e")]] == 9)
        #expect(lines[[.name("f")]] == 10)
    }

    @Test func `lines may end as on other systems`() {
        let lines = KeyLines(of: "a = 1\r\n\r\n[b]\r\nc = 2\r\n")
        #expect(lines[[.name("b"), .name("c")]] == 4)
    }

    @Test func `a byte order mark is no part of the first key`() {
        #expect(KeyLines(of: "\u{FEFF}a = 1")[[.name("a")]] == 1)
    }

    @Test func `a key that is not there has the line of what is around it`() {
        let lines = KeyLines(of: "\n[[feed]]\ntitle = 'a'\n")
        #expect(lines[[.name("feed"), .index(0), .name("url")]] == 2)
        #expect(lines[[.name("fetch"), .name("width")]] == nil)
    }

    @Test(arguments: [
        "[", "[[", "[[feed", "a", "a =", "a = [", "a = [[", "a = {", "a = \"", "= 1", "]", "\"", "a = [}",
        "a = {]",
    ])
    func `what is no TOML is walked to its end all the same`(text: String) {
        #expect(KeyLines(of: text + "\n" + text)[[.name("nowhere")]] == nil)
    }
}
