import FeedModel

/// `tidings-query(7)`: keys and conditions are those of the reader of queries, which a test compares.
enum QueryManual {
    static var page: String {
        Mdoc.page(
            "tidings-query", section: 7, about: "which items are meant",
            description + terms + joining + dates + shells + examples + SharedSections.seeAlso("tidings 1"))
    }

    /// What each key means, and what follows it.
    static let keys: [String: (value: String, text: String)] = [
        "feed": (
            "name",
            "Items of the feed with this number, title or address; where none is just so called, of all whose title has this as a part, else whose address has."
        ),
        "tag": (
            "tag", "Items of subscriptions that bear this very tag, and items filed under it by their feed."
        ),
        "title": ("words", "Items with these words in a row in their title."),
        "author": ("words", "Items with these words in a row in an author's name."),
        "is": ("state", "Items in this state, see below."),
        "older": ("when", "Items dated before this."),
        "newer": ("when", "Items dated then or later."),
        "received-older": ("when", "Items that tidings first saw before this."),
    ]

    /// What each word behind is: means.
    static let states = [
        "unread": "Not read yet.", "read": "Read.", "starred": "Starred.",
        "revised": "Changed by its feed since it was first seen; tidings diff shows how.",
    ]

    private static let description =
        [".Sh DESCRIPTION"]
        + Mdoc.prose(
            """
            One language says which items are meant, in list, count, next, watch, search, and in read, unread, star and \
            unstar. A query is made of terms between blanks, all of which must hold. An empty one means every item.

            list and count mean unread items, unless --all is given or the query itself says something of read and \
            unread; is:starred means read items too. A mistake is pointed at, with the nearest right word.
            """)

    private static let terms =
        [".Sh TERMS"]
        + Mdoc.list(
            [
                (
                    "Ar word",
                    Mdoc.prose(
                        "Items with this word in title, authors or text. It is a whole word, without accents and letter case: cafe finds Caf\u{E9}. Chinese, Japanese, Korean and Thai are found from one character on."
                    )
                ),
                ("Ar word Ns Li *", Mdoc.prose("Words that begin so: kern* finds kernel.")),
                (
                    "Li \\(dq Ns Ar words Ns Li \\(dq",
                    Mdoc.prose(
                        "These words in a row. The value of a key may be such a phrase too: feed:\"Planet Debian\"."
                    )
                ),
            ]
                + QueryReader.keys.map { key in
                    let meaning = keys[key]
                    return (
                        "Cm \(Mdoc.literal(key)) : Ns Ar \(meaning?.value ?? "")",
                        Mdoc.prose(meaning?.text ?? "")
                    )
                })
        + [".Pp", "The states are:"]
        + Mdoc.list(
            QueryReader.conditions.map { ("Cm \($0)", Mdoc.prose(states[$0] ?? "")) }, width: "starred")

    private static let joining =
        [".Sh JOINING TERMS"]
        + Mdoc.list([
            ("Ar term term", Mdoc.prose("Both must hold.")),
            (
                "Ar term Cm or Ar term",
                Mdoc.prose("One at least must hold. It binds weaker than standing side by side.")
            ),
            ("Cm not Ar term", Mdoc.prose("The term must not hold; a dash right before it means the same.")),
            ("Cm \\&( Ns Ar terms Ns Cm \\&)", Mdoc.prose("One term, up to eight deep in one another.")),
        ])

    private static let dates =
        [".Sh DATES"]
        + Mdoc.prose(
            """
            When is an age (90m, 12h, 7d, 2w, 1y), counted back from now, or a day in your own time zone (2026-11-01), \
            which stands for its first moment. An item is dated by its feed, or by the moment it was received where the \
            feed gives no date or one in the future.
            """)

    private static let shells =
        [".Sh IN A SHELL"]
        + Mdoc.prose(
            """
            Put what the shell would take for its own between single quotes: quotes, parentheses, asterisks, and several \
            terms that you want to be one argument. Words of the form -KEY:VALUE are terms, not options.
            """)

    private static let examples =
        [".Sh EXAMPLES"]
        + Mdoc.display([
            "tidings list tag:news newer:2d", "tidings list 'feed:\"Planet Debian\" -title:weekly'",
            "tidings search '(solar or wind) power* -tag:ads'", "tidings read 'tag:news older:7d'",
            "tidings count is:starred or is:revised",
        ])
}
