/// The insertion modes of tables and of `select`.
extension HTMLParser {
    mutating func startInTable(_ token: Tag) {
        switch mode {
        case .caption, .cell:
            switch token.tag {
            case .caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr:
                guard closeCaptionOrCell() else { return }
                startHTML(token)
            default: startInBody(token)
            }
        case .columnGroup:
            switch token.tag {
            case .col: insertVoid(token)
            case .template: startInBody(token)
            default:
                guard currentTag == .colgroup else { return }
                pop()
                mode = .table
                startHTML(token)
            }
        case .tableBody: startInTableBody(token)
        case .row: startInRow(token)
        default: startRightInTable(token)
        }
    }

    private mutating func clearStack(to tags: [HTMLTag]) {
        while open.count > 1, !tags.contains(currentTag), currentTag != .template { pop() }
    }

    private mutating func startRightInTable(_ token: Tag) {
        switch token.tag {
        case .caption:
            clearStack(to: [.table])
            active.append(-1)
            insert(token)
            mode = .caption
        case .colgroup:
            clearStack(to: [.table])
            insert(token)
            mode = .columnGroup
        case .col:
            startRightInTable(implied("colgroup"))
            startHTML(token)
        case .tbody, .tfoot, .thead:
            clearStack(to: [.table])
            insert(token)
            mode = .tableBody
        case .td, .th, .tr:
            startRightInTable(implied("tbody"))
            startHTML(token)
        case .table:
            guard isInScope(.table, .table) else { return }
            popThrough(.table)
            resetMode()
            startHTML(token)
        case .style, .script, .template: startInBody(token)
        case .input where isHidden(token): insertVoid(token)
        case .form: return
        default:
            fosters = true
            startInBody(token)
            fosters = false
        }
    }

    private func isHidden(_ token: Tag) -> Bool {
        let type = tree.value(of: "type", in: token.attributes) ?? []
        return String(decoding: type, as: UTF8.self).lowercased() == "hidden"
    }

    private mutating func startInTableBody(_ token: Tag) {
        switch token.tag {
        case .tr:
            clearStack(to: [.tbody, .tfoot, .thead])
            insert(token)
            mode = .row
        case .th, .td:
            startInTableBody(implied("tr"))
            startHTML(token)
        case .caption, .col, .colgroup, .tbody, .tfoot, .thead:
            guard closeTableBody() else { return }
            startHTML(token)
        default: startRightInTable(token)
        }
    }

    private mutating func startInRow(_ token: Tag) {
        switch token.tag {
        case .th, .td:
            clearStack(to: [.tr])
            insert(token)
            mode = .cell
            active.append(-1)
        case .caption, .col, .colgroup, .tbody, .tfoot, .thead, .tr:
            guard closeRow() else { return }
            startHTML(token)
        default: startRightInTable(token)
        }
    }

    private mutating func closeTableBody() -> Bool {
        guard isInScope(.tbody, .table) || isInScope(.thead, .table) || isInScope(.tfoot, .table) else {
            return false
        }
        clearStack(to: [.tbody, .tfoot, .thead])
        pop()
        mode = .table
        return true
    }

    private mutating func closeRow() -> Bool {
        guard isInScope(.tr, .table) else { return false }
        clearStack(to: [.tr])
        pop()
        mode = .tableBody
        return true
    }

    private mutating func closeCaptionOrCell() -> Bool {
        let tags: [HTMLTag] = mode == .caption ? [.caption] : [.td, .th]
        guard let tag = tags.first(where: { isInScope($0, .table) }) else { return false }
        closeImplied()
        while open.count > 1, !tags.contains(self.tag(pop())) {}
        clearFormattingToMarker()
        mode = tag == .caption ? .table : .row
        return true
    }

    mutating func endInTable(_ token: Tag) {
        switch token.tag {
        case .body, .html: return
        case .table: endTable(token)
        case .caption, .td, .th:
            guard mode == (token.tag == .caption ? .caption : .cell), isInScope(token.tag, .table) else {
                return
            }
            _ = closeCaptionOrCell()
        case .col: return
        case .colgroup:
            guard mode == .columnGroup, currentTag == .colgroup else { return }
            pop()
            mode = .table
        case .tbody, .tfoot, .thead:
            guard isInScope(token.tag, .table) else { return }
            switch mode {
            case .cell, .caption: if closeCaptionOrCell() { endHTML(token) }
            case .row: if closeRow() { endHTML(token) }
            case .tableBody: _ = closeTableBody()
            default: return
            }
        case .tr:
            guard isInScope(.tr, .table) else { return }
            if mode == .cell, closeCaptionOrCell() { endHTML(token) } else if mode == .row { _ = closeRow() }
        case .template: endInBody(token)
        default: endOtherInTable(token)
        }
    }

    private mutating func endTable(_ token: Tag) {
        guard isInScope(.table, .table) else { return }
        if mode == .caption || mode == .cell { _ = closeCaptionOrCell() }
        popThrough(.table)
        resetMode()
    }

    private mutating func endOtherInTable(_ token: Tag) {
        switch mode {
        case .caption, .cell: endInBody(token)
        case .columnGroup:
            guard currentTag == .colgroup else { return }
            pop()
            mode = .table
            endHTML(token)
        default:
            fosters = true
            endInBody(token)
            fosters = false
        }
    }

    mutating func startInSelect(_ token: Tag) {
        switch token.tag {
        case .option:
            if currentTag == .option { pop() }
            insert(token)
        case .optgroup:
            if currentTag == .option { pop() }
            if currentTag == .optgroup { pop() }
            insert(token)
        case .select: leaveSelect()
        case .input, .keygen, .textarea:
            leaveSelect()
            startHTML(token)
        case .caption, .table, .tbody, .tfoot, .thead, .tr, .td, .th:
            guard isOpen(.table) else { return }
            leaveSelect()
            startHTML(token)
        case .script, .template: startInBody(token)
        default: return
        }
    }

    mutating func endInSelect(_ token: Tag) {
        switch token.tag {
        case .option: if currentTag == .option { pop() }
        case .optgroup:
            if currentTag == .option, open.count > 2, tag(open[open.count - 2]) == .optgroup { pop() }
            if currentTag == .optgroup { pop() }
        case .select: leaveSelect()
        case .caption, .table, .tbody, .tfoot, .thead, .tr, .td, .th:
            guard isInScope(token.tag, .table) else { return }
            leaveSelect()
            endHTML(token)
        case .template: endInBody(token)
        case .script: endOther(token)
        default: return
        }
    }

    private mutating func leaveSelect() {
        popThrough(.select)
        resetMode()
    }
}
