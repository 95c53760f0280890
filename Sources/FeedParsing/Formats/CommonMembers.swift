import FeedModel
import XMLReading

/// Members that RSS, RDF and Atom read alike.
extension ElementReader {
    /// The title by the format's own element, by Dublin Core's, or by Atom's in RSS.
    func title(of members: Members, home: Vocabulary) -> String? {
        if home == .atom {
            return members.first(.atom(.title)) { atomPlain($0) } ?? members.first(.dc(.title), where: plain)
        }
        return members.first(.rss(.title), .dc(.title), where: plain)
            ?? members.first(.atom(.title)) { atomPlain($0) }
    }

    /// An Atom text construct on one line.
    func atomPlain(_ element: XMLElement) -> String? {
        AtomText(element, in: self)?.plain
    }

    /// The address in an RSS `link`: its text, else its `href`.
    func rssLink(_ element: XMLElement) -> Reference? {
        reference(element) ?? attribute(.href, of: element).map { reference($0, at: element) }
    }

    /// The address of a podcast's picture, which is in an attribute or in the text.
    func iTunesImage(_ element: XMLElement) -> Reference? {
        let address = attribute(.href, of: element) ?? attribute(.url, of: element) ?? token(element)
        return address.map { reference($0, at: element) }
    }

    /// `rdf:about` of an item of RDF.
    func aboutAttribute(of element: XMLElement) -> String? {
        guard
            let about = element.attributes.first(where: {
                meanings.byName[$0.nameIndex] == Meaning(.rdf, .about)
            })
        else { return nil }
        let text = ASCII.trimmed(about.value)
        return text.isEmpty ? nil : text
    }

    func contributors(_ members: Members) -> [PersonDraft] {
        people(members, [[.dc(.contributor), .atom(.contributor)]])
    }

    func commentCount(_ members: Members) -> Int? {
        members.first(Meaning(.slash, .comments), Meaning(.threading, .total)) { element in
            token(element).flatMap(ASCII.wholeNumber).flatMap { Int(exactly: $0) }
        }
    }

    /// `enclosures` are RSS's own; the rest is the same for all formats.
    func setAttachments(
        of item: inout ItemDraft, enclosures: [AttachmentDraft], members: Members, links: AtomLinks,
        media: MediaRSS?
    ) {
        let files = enclosures + links.all.filter { $0.relation == "enclosure" }.map(\.attachment)
        item.attachments += files + (media?.attachments ?? [])
        item.image =
            members.values(.iTunes(.image), where: iTunesImage) + (media?.thumbnails ?? [])
            + (media?.images ?? [])
            + files.filter(\.isImage).map(\.url)
        item.duration = members.first(.iTunes(.duration)) { token($0).flatMap(PlayingTime.seconds(in:)) }
    }

    /// Whether a podcast says that no episode will follow: Apple's one value is "Yes".
    func isComplete(_ members: Members) -> Bool {
        members.first(.iTunes(.complete), where: token)?.lowercased() == "yes"
    }

    /// When the publisher would like to be asked.
    func hints(_ members: Members) -> UpdateHints {
        UpdateHints(
            ttlMinutes: members.first(.rss(.ttl)) { element in
                token(element).flatMap(ASCII.wholeNumber).flatMap { $0 > 0 ? Int(exactly: $0) : nil }
            },
            skipHours: skipHours(members), skipDays: skipDays(members),
            updatePeriodMinutes: updatePeriod(members))
    }

    private func skipHours(_ members: Members) -> [Int] {
        let hours = members.all(.rss(.skipHours)).flatMap { element in
            self.members(of: element).values(.rss(.hour)) { token($0).flatMap(ASCII.wholeNumber) }
        }
        return Set(hours.filter { (0...24).contains($0) }.map { Int($0) % 24 }).sorted()
    }

    private func skipDays(_ members: Members) -> [String] {
        let days = members.all(.rss(.skipDays)).flatMap { element in
            self.members(of: element).values(.rss(.day), where: token)
        }
        let week = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        return week.filter { day in days.contains { $0.lowercased() == day.lowercased() } }
    }

    private func updatePeriod(_ members: Members) -> Int? {
        let minutes: Int? = members.first(Meaning(.syndication, .updatePeriod)) { element in
            switch token(element)?.lowercased() {
            case "hourly": 60
            case "daily": 1440
            case "weekly": 10_080
            case "monthly": 43_200
            case "yearly": 525_600
            default: nil
            }
        }
        let frequency = members.first(Meaning(.syndication, .updateFrequency)) { element in
            token(element).flatMap(ASCII.wholeNumber).flatMap { $0 > 0 ? Int(exactly: $0) : nil }
        }
        return minutes.map { max(1, $0 / (frequency ?? 1)) }
    }
}
