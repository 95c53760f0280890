import ArgumentParser
import FeedModel
import Testing

@testable import tidings

/// What is read without ArgumentParser is read as ArgumentParser reads it.
struct PlainLineTests {
    @Test(arguments: [
        [], ["list"], ["list", "one", "two"], ["list", "-n", "5", "tag:news"],
        ["list", "tag:news", "-n", "0"],
        ["list", "--config", "/f", "x"], ["list", "x", "--config", "/f", "-n", "7"], ["list", ""],
        ["list", "-"],
    ])
    func `a list`(line: [String]) throws {
        guard case .list(let plain)? = PlainLine(line) else {
            Issue.record("not plain")
            return
        }
        let options: ListOptions
        let words: [String]
        if line.isEmpty {
            (options, words) = (try BareList.parse([]).options, [])
        } else {
            let parsed = try List.parse(Array(line.dropFirst()))
            (options, words) = (parsed.options, parsed.query)
        }
        let request = try options.request(words)
        #expect(plain.words == request.words)
        #expect(plain.config == request.config)
        #expect(plain.limit == request.limit)
        #expect(plain.isPaged == request.isPaged)
        #expect(plain.includesAll == request.includesAll)
        #expect(plain.order == request.order)
    }

    @Test(arguments: [["count"], ["count", "a", "--config", "/f"]])
    func `a count`(line: [String]) throws {
        guard case .count(let plain)? = PlainLine(line) else {
            Issue.record("not plain")
            return
        }
        let parsed = try Count.parse(Array(line.dropFirst()))
        #expect(plain.words == parsed.query)
        #expect(plain.config == parsed.options.store.config)
    }

    @Test(arguments: [
        ["search", "a", "-n", "5", "b*"], ["search", "--config", "/f", "a"], ["search", "title:a"],
    ])
    func `a search`(line: [String]) throws {
        guard case .search(let plain)? = PlainLine(line) else {
            Issue.record("not plain")
            return
        }
        let request = try Search.parse(Array(line.dropFirst())).request
        #expect(plain.words == request.words)
        #expect(plain.config == request.config)
        #expect(plain.limit == request.limit)
        #expect(plain.order == request.order)
        #expect(plain.isPaged == request.isPaged)
    }

    @Test(arguments: [
        ["read", "1"], ["unread", "1-3", "--config", "/f"], ["star", "-"], ["unstar", "a", "b"],
    ])
    func `a mark`(line: [String]) throws {
        guard case .mark(let mark, let plain)? = PlainLine(line) else {
            Issue.record("not plain")
            return
        }
        let parsed = try Read.parse(Array(line.dropFirst())).options.request
        #expect(mark == ["read": .read, "unread": .unread, "star": .starred, "unstar": .unstarred][line[0]])
        #expect(plain.which == parsed.which)
        #expect(plain.config == parsed.config)
    }

    @Test(arguments: [
        ["list", "--all"], ["list", "-n"], ["list", "-n", "x"], ["list", "-n", "-1"], ["list", "-n5"],
        ["list", "-n", "1", "-n", "2"], ["list", "help"], ["list", "--", "x"], ["list", "-tag:news"],
        ["list", "--config"], ["list", "--config", "--all"], ["list", "--config=/f"],
        ["list", "--config", "-n", "2", "b.toml"], ["list", "-n", "--config", "b.toml", "2"],
        ["count", "-n", "5"],
        ["read"], ["read", "--yes", "1"], ["read", "--config", "/f"], ["show", "1"], ["lsit"], ["--version"],
        ["search"], ["search", ""], ["search", " ", "--config", "/f"], ["search", "a", "--sort", "newest"],
        ["search", "-a"], ["search", "a", "--json"],
    ])
    func `what is not so plain is left to ArgumentParser`(line: [String]) {
        let plain = PlainLine(line)
        if plain != nil { Issue.record("plain") }
    }
}
