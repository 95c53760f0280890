import FeedModel
import FoundationEssentials
import Testing

@testable import FeedStorage

/// Searches, as people type them, and what they find.
@Suite struct SearchTests {
    private let store: FeedStore
    private let reader = QueryReader(now: start) { _, _, _ in nil }

    init() async throws {
        store = try FeedStore.inMemory()
        let news = try store.subscribe(
            Sample.subscription("https://gazette.example/feed", title: "Gazette", tags: ["News"]), at: start
        ).feed
        let asia = try store.subscribe(
            Sample.subscription("https://asia.example/feed", title: "Asia"), at: start
        ).feed
        try await store.store(Self.news, in: news)
        try await store.store(Self.asia, in: asia)
    }

    private static func item(
        _ name: String, _ title: String, _ html: String, by authors: [String] = [], tags: [String] = []
    ) -> ParsedItem {
        var item = Sample.item(name, title: title, text: html)
        item.content.authors = authors.map { Person(name: $0) }
        item.content.tags = tags
        return item
    }

    private static let news: [ParsedItem] = [
        item(
            "kernel", "Linux kernel 6.12 released", "<p>Real-time support is merged.</p>", by: ["Ann O'Neil"]),
        item(
            "colonel", "A colonel retires", "<p>He never used the Linux\u{A0}<b>kernel</b>.</p>",
            by: ["Zoë Müller"]),
        item(
            "café", "Le café de l'été", "<p>Déjà vu à l&#39;École&nbsp;: un café crème.</p>", tags: ["Food"]),
        item("resume", "Straße und Fußgänger", "<p>Ein Résumé über Łódź.</p>", tags: ["Long Reads"]),
        item("cpp", "C++ and C# compared", "<p>Neither is C. See node.js and the AT&amp;T history.</p>"),
        item("dont", "Don't panic", "<p>It's 100% don’t-care.</p>", tags: ["C++"]),
        item("launch", "Rocket 🚀 launch", "<p>Space news</p>"),
        item("greek", "Ελληνικά νέα", "<p>Ο ΚΌΣΜΟΣ σήμερα. Ёлка и мёд.</p>"),
    ]

    private static let asia: [ParsedItem] = [
        item("nlp", "自然言語処理の入門", "<p>言語をコンピュータで処理する技術。</p>", by: ["山田太郎"]),
        item("tokyo", "東京都の天気", "<p>京都ではありません。</p>"),
        item("kana", "ガイドとパン", "<p>ﾊﾟﾝ屋のサーバー</p>"),
        item("korea", "한국어 뉴스", "<p>서울의 날씨</p>"),
        item("thai", "ข่าวภาษาไทย", "<p>ประเทศไทย</p>"),
        item("china", "中文新闻", "<p>机器学习和语言</p>", tags: ["機械学習"]),
    ]

    private static let searches: [(typed: String, names: Set<String>)] = [
        ("kernel", ["kernel", "colonel"]),
        ("linux kernel", ["kernel", "colonel"]),
        ("\"linux kernel\"", ["kernel", "colonel"]),
        ("\"kernel linux\"", []),
        ("kern", []),
        ("kern*", ["kernel", "colonel"]),
        ("\"linux ker\"*", ["kernel", "colonel"]),
        ("linux -colonel", ["kernel"]),
        ("colonel or rocket", ["colonel", "launch"]),
        ("title:kernel", ["kernel"]),
        ("author:zoe", ["colonel"]),
        ("author:\"ann o'neil\"", ["kernel"]),
        ("author:kernel", []),
        ("cafe", ["café"]),
        ("CAFÉ ete", ["café"]),
        ("ecole", ["café"]),
        ("\"deja vu\"", ["café"]),
        ("strasse fussganger lodz resume", ["resume"]),
        ("c++", ["cpp"]),
        ("c#", ["cpp"]),
        ("node.js at&t", ["cpp"]),
        ("dont", ["dont"]),
        ("don't-care", ["dont"]),
        ("🚀", ["launch"]),
        ("κοσμος", ["greek"]),
        ("елка мед", ["greek"]),
        ("言", ["nlp", "china"]),
        ("語", ["nlp"]),
        ("言語", ["nlp"]),
        ("言語処", ["nlp"]),
        ("言処", []),
        ("京都", ["tokyo"]),
        ("東京", ["tokyo"]),
        ("京", ["tokyo"]),
        ("都", ["tokyo"]),
        ("パン", ["kana"]),
        ("サーバー", ["kana"]),
        ("국어", ["korea"]),
        ("뉴", ["korea"]),
        ("ไทย", ["thai"]),
        ("author:太郎", ["nlp"]),
        ("title:言語 技術", ["nlp"]),
        ("tag:news kernel", ["kernel", "colonel"]),
        ("tag:food", ["café"]),
        ("tag:\"long reads\"", ["resume"]),
        ("tag:long", []),
        ("tag:c++", ["dont"]),
        ("tag:機械学習", ["china"]),
        ("feed:asia not 言語 not 京都 not 语言", ["kana", "korea", "thai"]),
        ("(kernel or 東京) -title:colonel is:unread", ["kernel", "tokyo"]),
        ("not (tag:news or feed:asia)", []),
    ]

    @Test(arguments: searches)
    func `a search finds what it says`(typed: String, names: Set<String>) throws {
        let query = try reader.read(typed)
        for order in [SearchRequest.Order.relevance, .newest] {
            let hits = try store.search(SearchRequest(query, order: order, limit: 20))
            #expect(Set(hits.map { name(of: $0) }) == names)
        }
        #expect(try store.count(matching: ItemListing(query)) == names.count)
        #expect(Set(try store.titles(query)) == Set(names.map { title(of: $0) }))
    }

    private func title(of name: String) -> String {
        (Self.news + Self.asia).first { $0.id == name }?.content.title ?? name
    }

    private func name(of hit: SearchHit) -> String {
        (Self.news + Self.asia).first { $0.content.title == hit.summary.title }?.id ?? hit.summary.title
    }

    @Test func `the best comes first, and says why it was found`() throws {
        let hits = try store.search(
            SearchRequest(try reader.read("linux kernel"), order: .relevance, limit: 1))
        let hit = try #require(hits.first)
        #expect(hits.count == 1)
        #expect(hit.summary.title == "Linux kernel 6.12 released")
        #expect(hit.title.matches.map { hit.title.text[$0] } == ["Linux", "kernel"])
        #expect(hit.snippet.text == "Real-time support is merged.")
        let other = try store.search(
            SearchRequest(try reader.read("linux kernel"), order: .relevance, limit: 2))[1]
        #expect(other.snippet.text == "He never used the Linux kernel.")
        #expect(other.snippet.matches.map { other.snippet.text[$0] } == ["Linux", "kernel"])
    }

    @Test func `feeds that were let go are searched too`() throws {
        _ = try store.unsubscribe(try store.feeds(named: "gazette")[0].id, at: start.plus(1))
        #expect(try store.titles(.words("kernel")).isEmpty)
        #expect(try store.search(SearchRequest(.words("kernel"), order: .relevance, limit: 9)).count == 2)
    }

    @Test func `twins are found once`() async throws {
        for address in ["https://one.example/feed", "https://two.example/feed"] {
            let item = Sample.item(address, title: "Unheard of", link: "https://example.org/unheard")
            try await store.store([item], in: store.feed(address))
        }
        let hits = try store.search(SearchRequest(.words("unheard"), order: .relevance, limit: 9))
        #expect(hits.count == 1)
        #expect(hits.first?.summary.alsoIn.count == 1)
    }

    @Test func `what was revised is found by what it says now`() async throws {
        let id = try #require(try store.items(matching: ItemListing(.words("rocket"))).first).id
        _ = try await store.apply(
            Sample.update(
                of: try store.feeds(named: "gazette")[0].id,
                Sample.changes(revised: [
                    FeedChanges.RevisedItem(id: id, item: Sample.item("launch", title: "Balloon start"))
                ])))
        #expect(try store.titles(.words("rocket")).isEmpty)
        #expect(try store.titles(.words("balloon")) == ["Balloon start"])
    }
}
