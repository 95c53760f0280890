import FeedModel
import GRDB
import Synchronization

/// Gathers the writes that arrive while a transaction is being written into the next one: a group commit. A row costs 2.4
/// times as much in transactions of thirty as in those of a thousand.
///
/// Whoever finds nobody writing has the writer's own queue called upon, which writes for all who wait, and is called upon
/// again for those who came meanwhile; others who write come between two groups. A cancelled task's write is written all
/// the same.
final class WriteQueue: Sendable {
    private let database: any DatabaseWriter
    private let path: String
    private let turn: WriterTurn
    /// Nil where there is no log.
    private let checkpointer: Checkpointer?
    private let state = Mutex(State())
    /// The writer's own.
    private let joining = Mutex(SearchJoining())

    /// What a write does to the index of words, which writes out all that it gathered whenever something else could be taken
    /// back: so the words of new items are told to it when several feeds have left some.
    enum Words: Equatable {
        case untouched
        /// Those of new items are left to be indexed.
        case left
        /// It may change any, and must find those of all items in the index. Of what an update changes it is said how many
        /// bytes of tokens that is, roughly.
        case changed(tokens: Int = 0)

        fileprivate var tokens: Int? {
            if case .changed(let tokens) = self { tokens } else { nil }
        }
    }

    /// One write, and how it is told what came of it.
    private struct Errand: Sendable {
        let rows: Int
        let words: Words
        /// Of the log, roughly: an article has several, and so has what purges; what a poll without news leaves shares them
        /// with the others of its group, and attempts are many to a page.
        var pages: Int { words == .untouched ? (rows + 1) / 2 : rows * 3 }
        /// Whether these are attempts of several polls.
        var isOfSeveral: Bool { words == .untouched && rows > 1 }
        /// May run twice: once more, should its group be rolled back.
        let write: @Sendable (Database) throws -> Written
        let fail: @Sendable (StoreError) -> (@Sendable () -> Void)?
    }

    private struct Written {
        var left: [NewWords] = []
        /// To be called once it is committed; gives what is to be called when all have been.
        let tell: @Sendable () -> (@Sendable () -> Void)?
    }

    private struct State {
        var waiting: [Errand] = []
        var isWriting = false
        /// Whether the last group was about several polls: that they are attempted, by one write, or what came of them.
        var isBusy = false
        /// For how many groups still somebody else is reckoned with who wants to write.
        var company = 0
    }

    init(_ database: any DatabaseWriter, path: String, turn: WriterTurn, checkpointer: Checkpointer?) {
        self.database = database
        self.path = path
        self.turn = turn
        self.checkpointer = checkpointer
    }

    /// Writes together with others, yet all or nothing by itself.
    ///
    /// - Parameters:
    ///   - rows: how many rows this is about, roughly; at least 1.
    ///   - words: what it does to the index.
    func write<Value: Sendable>(
        rows: Int, words: Words, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        try await write(rows: rows, words: words) { db in (try body(db), []) }
    }

    private func write<Value: Sendable>(
        rows: Int, words: Words, _ body: @escaping @Sendable (Database) throws -> (Value, [NewWords])
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            post(rows: rows, words: words, body) {
                continuation.resume(returning: $0)
                return nil
            }
        }
        return try result.get()
    }

    /// Has it written likewise, in the order of asking, and waits for nothing.
    ///
    /// - Parameter tell: is called on the writer's thread, which it is not to keep; what it returns is called when all of
    ///   its group have been told.
    func post<Value: Sendable>(
        rows: Int, words: Words, _ body: @escaping @Sendable (Database) throws -> (Value, [NewWords]),
        telling tell: @escaping @Sendable (Result<Value, StoreError>) -> (@Sendable () -> Void)?
    ) {
        let errand = Errand(rows: rows, words: words) { db in
            let (value, left) = try body(db)
            return Written(left: left) { tell(.success(value)) }
        } fail: {
            tell(.failure($0))
        }
        let isFirst = state.withLock { state in
            state.waiting.append(errand)
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if isFirst { callUponWriter() }
    }

    /// Returns when all that was asked for before has been written, or could not be, and joins what is owed still of the index
    /// of words: many a program ends before that is worth a step.
    func finish() async {
        _ = try? await write(rows: 1, words: .untouched) { [self] db in
            try joining.withLock { try $0.join(SearchJoining.lastSteps, in: db) { turn.isWanted } }
        }
    }

    /// Items whose words are indexed together, in a part of the index of their own: the larger the parts, the fewer are
    /// joined later (decision 20). Whoever wants to write waits for them, for some forty milliseconds. So it is done where
    /// nobody wrote lately: who marks once mostly goes on marking.
    private static let wordsTogether = 400
    private static let groupsWithCompany = 200

    /// Whether somebody else is reckoned with in the group that begins.
    private func hasCompany() -> Bool {
        state.withLock { state in
            guard state.company > 0 else { return false }
            state.company -= 1
            return true
        }
    }

    private func callUponWriter() {
        database.asyncWriteWithoutTransaction { [self] db in writeGroup(in: db) }
    }

    /// Rows of one group, whose pages are written once; in a large library hardly two items are on one. Whoever wants to
    /// write waits for few more of them (`rowsBetweenLooks`), and for the end of those that were written.
    private static let largestGroup = 1000

    /// While polls end one after another all the time, each alone would wake this thread, write the same few pages of the
    /// log, and wake another. So where the last group was about several, and less than this waits, more is waited for:
    /// shortly, beside the wait for any server. What stores items is hardly kept waiting.
    private static let smallGroup = 96
    private static let smallGroupWithItems = 24

    /// How many rows wait, where that is few; else nil.
    private func fewRows() -> Int? {
        state.withLock { state in
            guard state.isBusy else { return nil }
            let storesItems = state.waiting.contains { $0.words == .left }
            let rows = state.waiting.reduce(0) { $0 + $1.rows }
            return rows < (storesItems ? Self.smallGroupWithItems : Self.smallGroup) ? rows : nil
        }
    }

    /// Nothing more is waited for where nothing came meanwhile: all may wait for this very group.
    private func gather() {
        var before: Int?
        for _ in 0..<4 {
            guard let rows = fewRows(), rows != before else { return }
            before = rows
            turn.gather()
        }
    }

    private func writeGroup(in db: Database) {
        gather()
        let group = state.withLock { state in
            var left = Self.largestGroup
            let count = state.waiting.prefix { errand in
                defer { left -= errand.rows }
                return left == Self.largestGroup || left >= errand.rows
            }.count
            defer { state.waiting.removeFirst(count) }
            state.isBusy = count > 1 || state.waiting[0].isOfSeveral
            return Array(state.waiting.prefix(count))
        }
        write(group, in: db)
        let isOver = state.withLock { state in
            state.isWriting = !state.waiting.isEmpty
            return state.waiting.isEmpty
        }
        if !isOver { callUponWriter() }
    }

    private func write(_ group: [Errand], in db: Database) {
        var rest = group[...]
        while !rest.isEmpty {
            turn.yield()
            let endings = endings(of: rest, in: db)
            checkpointer?.note(pages: rest.prefix(endings.count).reduce(0) { $0 + $1.pages })
            rest = rest.dropFirst(endings.count)
            for last in endings.compactMap({ $0() }) { last() }
        }
    }

    /// After so many rows it is looked whether somebody else wants to write, which costs a call of the kernel.
    private static let rowsBetweenLooks = 8

    /// Writes in one transaction, as many as there are until somebody else wants to write.
    ///
    /// What SQLite rolls back as a whole (a full disk, an input/output error) is offered once more, each alone; and so is
    /// what was rolled back since one of those failed that had no savepoint.
    ///
    /// - Returns: what tells of the first of them, of one at least.
    private func endings(of group: ArraySlice<Errand>, in db: Database)
        -> [@Sendable () -> (@Sendable () -> Void)?]
    {
        do {
            var endings: [@Sendable () -> (@Sendable () -> Void)?] = []
            try db.inTransaction(.immediate) {
                var left: [NewWords] = []
                let hasCompany = hasCompany()
                var rows = 0
                for errand in group {
                    if errand.words.tokens != nil || left.count >= (hasCompany ? 1 : Self.wordsTogether) {
                        try index(left, in: db)
                        left = []
                    }
                    let written = try written(errand, isAlone: group.count == 1, in: db)
                    left += written.left
                    if let tokens = errand.words.tokens { joining.withLock { $0.note(tokens: tokens) } }
                    endings.append(written.tell)
                    rows += errand.rows
                    guard rows >= Self.rowsBetweenLooks else { continue }
                    rows = 0
                    if turn.isWanted {
                        state.withLock { $0.company = Self.groupsWithCompany }
                        break
                    }
                }
                try index(left, in: db)
                if group.contains(where: { $0.words != .untouched }) {
                    let steps =
                        hasCompany || turn.isWanted ? SearchJoining.shortSteps : SearchJoining.longSteps
                    try joining.withLock { try $0.join(steps, in: db) { turn.isWanted } }
                }
                return .commit
            }
            return endings
        } catch {
            let error = StoreError(error, at: path)
            guard group.count > 1 else { return group.map { errand in { errand.fail(error) } } }
            return group.indices.flatMap {
                turn.yield()
                return endings(of: group[$0...$0], in: db)
            }
        }
    }

    private func index(_ words: [NewWords], in db: Database) throws {
        try SearchWriting.insert(words, in: db)
        joining.withLock { $0.note(tokens: words.reduce(0) { $0 + $1.text.size }) }
    }

    /// A savepoint is worth its price to what stores items: else a single one that fails, and few do, would have all others
    /// written twice. A small write that fails has few beside it.
    ///
    /// - Throws: where the transaction around it is lost too.
    private func written(_ errand: Errand, isAlone: Bool, in db: Database) throws -> Written {
        if isAlone || errand.rows == 1 { return try errand.write(db) }
        do {
            var written: Written?
            try db.inSavepoint {
                written = try errand.write(db)
                return .commit
            }
            guard let written else { preconditionFailure("an errand that was written says so") }
            return written
        } catch {
            guard db.isInsideTransaction else { throw error }
            let error = StoreError(error, at: path)
            return Written { errand.fail(error) }
        }
    }
}
