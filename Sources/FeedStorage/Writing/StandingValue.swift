/// SQL for what a column of a state (`readAt`, `starredAt`) is by the operations that stand: what the newest of them set,
/// else what it was before the oldest that is remembered. So it is by the same operations the same, in whatever order
/// others were taken back.
///
/// An operation that takes another back says nothing by itself, it only makes that one stand or not; it says what it did
/// once the other is forgotten. A merger that gave a state what an operation had set says it only while that one stands,
/// and that one only by the merger.
struct StandingValue {
    let column: String

    /// The value; of the state `own.stateID`, of which an operation that changed it is remembered.
    var sql: String {
        """
        (SELECT iif(stands, value, former) FROM (\(rows))
        ORDER BY stands DESC, iif(stands, -operationID, operationID) LIMIT 1)
        """
    }

    /// Whether what the operation of the row `own` set is not the last word, though it may stand.
    var isOverruled: String {
        """
        EXISTS (SELECT 1 FROM (\(rows)) AS later
            WHERE later.stands AND later.operationID > own.operationID
                AND NOT (later.isMerger AND later.value IS own.\(column)))
        """
    }

    /// Whether a row of `operationState` changed the column.
    func wasChanged(in table: String) -> String {
        "\(table).\(former) IS NOT \(table).\(column)"
    }

    /// Whether what the state has now is from operations that are remembered.
    var isRemembered: String {
        """
        EXISTS (SELECT 1 FROM operationState AS known WHERE known.stateID = itemState.id
            AND (itemState.\(column) IS known.\(column) OR itemState.\(column) IS known.\(former)))
        """
    }

    private var former: String { "former\(column.prefix(1).uppercased())\(column.dropFirst())" }

    /// What operations said of the column of the state `own.stateID`, and which of them stand.
    private var rows: String {
        """
        SELECT said.operationID, said.\(former) AS former, said.\(column) AS value,
            operation.kind = 'merger' AS isMerger,
            operation.undoneBy IS NULL AND (operation.kind <> 'merger'
                OR NOT EXISTS (\(merged(into: "said"))) OR EXISTS (\(merged(into: "said")) AND source.undoneBy IS NULL)
            ) AS stands
        FROM operationState AS said CROSS JOIN operation ON operation.id = said.operationID
        WHERE said.stateID = own.stateID AND \(wasChanged(in: "said")) AND \(speaks("operation"))
            AND NOT EXISTS (
                SELECT 1 FROM operationState AS merger CROSS JOIN operation AS merging ON merging.id = merger.operationID
                WHERE operation.kind <> 'merger' AND merging.kind = 'merger' AND merger.stateID = said.stateID
                    AND merger.operationID > said.operationID AND \(wasChanged(in: "merger"))
                    AND merger.\(column) IS said.\(column))
        """
    }

    /// The operations that set what a merger gave.
    private func merged(into merger: String) -> String {
        """
        SELECT 1 FROM operationState AS given CROSS JOIN operation AS source ON source.id = given.operationID
        WHERE given.stateID = \(merger).stateID AND given.operationID < \(merger).operationID
            AND source.kind <> 'merger' AND \(wasChanged(in: "given")) AND given.\(column) IS \(merger).\(column)
            AND \(speaks("source"))
        """
    }

    private func speaks(_ table: String) -> String {
        "(\(table).undoes IS NULL OR NOT EXISTS (SELECT 1 FROM operation AS undone WHERE undone.id = \(table).undoes))"
    }
}
