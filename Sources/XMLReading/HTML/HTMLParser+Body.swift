/// The insertion mode “in body”, and the modes that fall back on it.
extension HTMLParser {
    mutating func charactersInHTML(_ bytes: ArraySlice<UInt8>) {
        var isBlank: Bool { bytes.allSatisfy { isSpace($0) || $0 == 0x0C } }
        switch mode {
        case .columnGroup where !isBlank:
            popThrough(.colgroup)
            mode = .table
            return charactersInHTML(bytes)
        case .columnGroup, .select:
            tree.insertText(bytes, at: insertionPlace())
        case .table, .tableBody, .row:
            guard currentTag.fostersText, !isBlank else { return insertBodyText(bytes) }
            fosters = true
            insertBodyText(bytes)
            fosters = false
        default: insertBodyText(bytes)
        }
    }

    private mutating func insertBodyText(_ bytes: ArraySlice<UInt8>) {
        let isTableSpace = currentTag.fostersText && !fosters
        if !isTableSpace { reconstructFormatting() }
        tree.insertText(bytes, at: insertionPlace())
    }

    mutating func startHTML(_ token: Tag) {
        switch mode {
        case .body: startInBody(token)
        case .select: startInSelect(token)
        default: startInTable(token)
        }
    }

    mutating func endHTML(_ token: Tag) {
        switch mode {
        case .body: endInBody(token)
        case .select: endInSelect(token)
        default: endInTable(token)
        }
    }

    mutating func startInBody(_ token: Tag) {
        switch token.tag {
        case .html, .head, .body, .frameset, .frame, .caption, .col, .colgroup, .tbody, .td, .tfoot, .th,
            .thead, .tr:
            return
        case .base, .basefont, .bgsound, .link, .meta: insertVoid(token)
        case .title: startText(token, isDecoded: true)
        case .style, .noframes, .script: startText(token, isDecoded: false)
        case .template:
            guard open.count < Self.depth else { return }
            insert(token)
            active.append(-1)
            mode = .body
        case _ where open.count >= Self.depth: return
        default: startFlow(token)
        }
    }

    private mutating func startFlow(_ token: Tag) {
        switch token.tag {
        case _ where token.tag.isBlock:
            closeParagraph()
            insert(token)
        case _ where token.tag.isHeading:
            closeParagraph()
            if currentTag.isHeading, isHTML(current) { pop() }
            insert(token)
        case .pre, .listing:
            closeParagraph()
            insert(token)
            skipsNewline = true
        case .form:
            guard !hasForm || isOpen(.template) else { return }
            closeParagraph()
            insert(token)
            if !isOpen(.template) { hasForm = true }
        case .li: startListItem(token, [.li])
        case .dd, .dt: startListItem(token, [.dd, .dt])
        case .plaintext:
            closeParagraph()
            insert(token)
            content = .plain
        case .button:
            if isInScope(.button) {
                closeImplied()
                popThrough(.button)
            }
            reconstructFormatting()
            insert(token)
        case .table:
            closeParagraph()
            insert(token)
            mode = .table
        case .hr:
            closeParagraph()
            insertVoid(token)
        default: startPhrase(token)
        }
    }

    private mutating func startPhrase(_ token: Tag) {
        switch token.tag {
        case .a:
            if let link = activeFormatting(.a) {
                adopt(implied("a"))
                active.removeAll { $0 == link }
                removeFromStack(link)
            }
            startFormatting(token)
        case .nobr:
            reconstructFormatting()
            if isInScope(.nobr) { adopt(implied("nobr")) }
            startFormatting(token)
        case _ where token.tag.isFormatting: startFormatting(token)
        case .applet, .marquee, .object:
            reconstructFormatting()
            insert(token)
            active.append(-1)
        case .area, .br, .embed, .img, .keygen, .wbr, .input:
            reconstructFormatting()
            insertVoid(token)
        case .image:
            var image = implied("img")
            image.attributes = token.attributes
            startPhrase(image)
        case .param, .source, .track: insertVoid(token)
        default: startRareOrOther(token)
        }
    }

    private mutating func startRareOrOther(_ token: Tag) {
        switch token.tag {
        case .textarea:
            startText(token, isDecoded: true)
            skipsNewline = true
        case .xmp:
            closeParagraph()
            reconstructFormatting()
            startText(token, isDecoded: false)
        case .iframe, .noembed: startText(token, isDecoded: false)
        case .select:
            reconstructFormatting()
            insert(token)
            mode = .select
        case .optgroup, .option:
            if currentTag == .option { pop() }
            reconstructFormatting()
            insert(token)
        case .rb, .rtc, .rp, .rt:
            if isInScope(.ruby) { closeImplied(except: token.tag == .rp || token.tag == .rt ? .rtc : nil) }
            insert(token)
        case .math, .svg:
            reconstructFormatting()
            insertForeign(token, token.tag == .svg ? .svg : .math)
        default:
            reconstructFormatting()
            insert(token)
        }
    }

    private mutating func startFormatting(_ token: Tag) {
        reconstructFormatting()
        guard open.count < Self.depth else { return }
        addFormatting(insert(token))
    }

    /// Inserts an element whose contents are text.
    private mutating func startText(_ token: Tag, isDecoded: Bool) {
        insert(token)
        content = .text(until: name(of: token), decoded: isDecoded)
    }

    private mutating func startListItem(_ token: Tag, _ kin: [HTMLTag]) {
        for node in open.dropFirst().reversed() {
            let tag = tag(node)
            if kin.contains(tag), isHTML(node) {
                closeImplied(except: tag)
                popThrough(tag)
                break
            }
            let isSpecial = tag.isSpecial && isHTML(node)
            if isSpecial || !isHTML(node), tag != .address, tag != .div, tag != .p { break }
        }
        closeParagraph()
        insert(token)
    }

    mutating func endInBody(_ token: Tag) {
        switch token.tag {
        case .body, .html, .head: return
        case .template:
            guard isOpen(.template) else { return }
            popThrough(.template)
            clearFormattingToMarker()
            resetMode()
        case .p:
            if !isInScope(.p, .button) { insert(implied("p")) }
            closeParagraph()
        case .li: closeScoped(.li, .list)
        case .dd, .dt, .button, .pre, .listing: closeScoped(token.tag)
        case _ where token.tag.isBlock: closeScoped(token.tag)
        case .form:
            hasForm = false
            closeScoped(.form)
        case _ where token.tag.isHeading: closeHeading()
        case _ where token.tag.isFormatting: adopt(token)
        case .applet, .marquee, .object:
            guard isInScope(token.tag) else { return }
            closeScoped(token.tag)
            clearFormattingToMarker()
        case .br: startInBody(implied("br"))
        default: endOther(token)
        }
    }

    private mutating func closeScoped(_ tag: HTMLTag, _ scope: Scope = .usual) {
        guard isInScope(tag, scope) else { return }
        closeImplied(except: tag)
        popThrough(tag)
    }

    private mutating func closeHeading() {
        let headings: [HTMLTag] = [.h1, .h2, .h3, .h4, .h5, .h6]
        guard headings.contains(where: { isInScope($0) }) else { return }
        closeImplied()
        while open.count > 1, !tag(pop()).isHeading {}
    }

    /// An end tag without a rule of its own.
    mutating func endOther(_ token: Tag) {
        guard isOpen(token.tag) else { return }
        for node in open.dropFirst().reversed() {
            if isHTML(node), tree.nodes[node].name == token.name {
                closeImplied(except: token.tag)
                while current != node, open.count > 1 { pop() }
                pop()
                return
            }
            if tag(node).isSpecial, isHTML(node) { return }
        }
    }
}
