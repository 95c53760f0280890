import Testing

@testable import tidings

/// Lines as the three shells read them.
@Suite struct ShellLineTests {
    private let breaks = " \t\n\"'@><=;|&(:"

    @Test(arguments: CompletingShell.allCases)
    func `quotes and backslashes hold a word together`(shell: CompletingShell) {
        let line = ShellLine(#"tidings  list 'a b'"c d"\ e f"#, of: shell)
        #expect(line.words == ["tidings", "list", "a bc d e"])
        #expect(line.word == "f")
        #expect(line.quote == nil)
    }

    @Test func `an empty word between quotes is a word`() {
        #expect(ShellLine("tidings '' ", of: .bash).words == ["tidings", ""])
        #expect(ShellLine("tidings ", of: .bash).word == "")
    }

    @Test func `quotes that are open at the cursor are known`() {
        let single = ShellLine("tidings read 'tag:ne", of: .bash)
        #expect(single.quote == .single)
        #expect(single.word == "tag:ne")
        let double = ShellLine(#"tidings read "a \"b"#, of: .bash)
        #expect(double.quote == .double)
        #expect(double.word == #"a "b"#)
    }

    @Test func `a backslash in single quotes is one, but in fish`() {
        #expect(ShellLine(#"t 'a\'"#, of: .bash).word == #"a\"#)
        #expect(ShellLine(#"t 'a\'b"#, of: .fish).word == "a'b")
    }

    @Test func `readline keeps what stands before a colon or an open quote`() {
        #expect(ShellLine("t read tag:ne", of: .bash, breaks: breaks).kept == "tag:")
        #expect(ShellLine("t read --sort=ne", of: .bash, breaks: breaks).kept == "--sort=")
        #expect(ShellLine(#"t read tag\:ne"#, of: .bash, breaks: breaks).kept == "")
        #expect(ShellLine(#"t list feed:"Pla"#, of: .bash, breaks: breaks).kept == "feed:")
        #expect(ShellLine("t list 'tag:ne", of: .bash, breaks: breaks).kept == "")
        #expect(ShellLine("t list 'tag:'ne", of: .bash, breaks: breaks).kept == "")
        #expect(ShellLine("t list tag:'new'", of: .bash, breaks: breaks).kept == "tag:")
        #expect(ShellLine("t read tag:ne", of: .zsh).kept == "")
    }

    @Test func `redirections are no words of the command`() {
        let line = ShellLine("tidings export opml 2>errors >>feeds.o", of: .bash)
        #expect(line.words == ["tidings", "export", "opml"])
        #expect(line.isRedirection)
        #expect(!ShellLine("tidings export >x opml", of: .bash).isRedirection)
    }

    @Test func `only the last of several commands counts`() {
        let line = ShellLine("ls | tidings read '|' -; tidings ed", of: .bash)
        #expect(line.words == ["tidings"])
        #expect(line.word == "ed")
    }

    @Test(arguments: [
        "plain", "two words", "it's", #"say "so""#, "$(touch x) `y` $HOME", #"back\slash"#, "a!b", "=x", "~",
        "#",
        "*?[a]{b,c}", "a;b&c|d<e>f(g)", "日本語 é", "-dash", "",
    ])
    func `what is quoted is read back as it was`(text: String) {
        for shell in [CompletingShell.bash, .zsh] {
            for (opening, quote) in [("", nil), ("'", .single), ("\"", .double)] as [(String, OpenQuote?)] {
                let written = opening + ShellQuoting.written(text, in: quote, isOpen: false)
                let line = ShellLine("tidings \(written)", of: shell)
                #expect(line.word == text, "\(written)")
                #expect(line.words == ["tidings"], "\(written)")
                #expect(line.quote == nil, "\(written)")
            }
        }
    }

    @Test func `nothing that a shell would obey stands outside of quotes without a backslash`() {
        let text = "$(touch x) `y` \"z\" 'a' ;b &c |d >e <f *g ?h [i] {j} !k #l ~m \\n"
        let plain = Set("abcdefghijklmnopqrstuvwxyz")
        var isEscaped = false
        for letter in ShellQuoting.written(text, in: nil, isOpen: false) {
            #expect(isEscaped || plain.contains(letter) || letter == "\\")
            isEscaped = letter == "\\" && !isEscaped
        }
    }
}
