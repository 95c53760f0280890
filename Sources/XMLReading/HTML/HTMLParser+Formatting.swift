/// The list of active formatting elements and the adoption agency algorithm.
///
/// https://html.spec.whatwg.org/multipage/parsing.html#adoption-agency-algorithm
extension HTMLParser {
    mutating func addFormatting(_ node: Int) {
        let same = active.indices.reversed().prefix { active[$0] >= 0 }.filter { isAlike(active[$0], node) }
        if same.count >= 3, let earliest = same.last { active.remove(at: earliest) }
        if active.count >= Self.formatting { active.removeFirst() }
        active.append(node)
    }

    private func isAlike(_ left: Int, _ right: Int) -> Bool {
        tree.nodes[left].tag == tree.nodes[right].tag && tree.haveSameAttributes(left, right)
    }

    mutating func clearFormattingToMarker() {
        while let last = active.popLast(), last >= 0 {}
    }

    mutating func reconstructFormatting() {
        guard let last = active.last, last >= 0, !open.contains(last) else { return }
        var index = active.count - 1
        while index > 0, active[index - 1] >= 0, !open.contains(active[index - 1]) { index -= 1 }
        while index < active.count, open.count < Self.depth {
            let node = tree.nodes[active[index]]
            active[index] = insert(Tag(tag: node.tag, name: node.name, attributes: node.attributes))
            index += 1
        }
    }

    func activeFormatting(_ tag: HTMLTag) -> Int? {
        for node in active.reversed() {
            if node < 0 { return nil }
            if self.tag(node) == tag { return node }
        }
        return nil
    }

    mutating func adopt(_ token: Tag) {
        if currentTag == token.tag, isHTML(current), !active.contains(current) {
            pop()
            return
        }
        for _ in 0..<8 {
            guard let element = activeFormatting(token.tag) else { return endOther(token) }
            guard let position = open.lastIndex(of: element) else {
                active.removeAll { $0 == element }
                return
            }
            guard isInScope(token.tag), !isHidden(element) else { return }
            let block = open[(position + 1)...].first {
                tag($0).isSpecial && isHTML($0) || isForeignSpecial($0)
            }
            guard let block else {
                while open.count > position { pop() }
                active.removeAll { $0 == element }
                return
            }
            rearrange(element, at: position, block)
        }
    }

    private func isForeignSpecial(_ node: Int) -> Bool { isMathText(node) || isHTMLIntegration(node) }

    /// Whether something that ends scope stands between an open element and the top.
    private func isHidden(_ element: Int) -> Bool {
        for node in open.reversed() {
            if node == element { return false }
            if ends(.usual, node) { return true }
        }
        return true
    }

    private mutating func rearrange(_ element: Int, at position: Int, _ block: Int) {
        guard let blockIndex = open.lastIndex(of: block), let bookmarked = active.lastIndex(of: element)
        else { return }
        let ancestor = open[position - 1]
        var bookmark = bookmarked
        var last = block
        var index = blockIndex
        var round = 0
        while true {
            round += 1
            index -= 1
            var node = open[index]
            if node == element { break }
            if round > 3, let listed = active.lastIndex(of: node) {
                active.remove(at: listed)
                if listed < bookmark { bookmark -= 1 }
            }
            guard let listed = active.lastIndex(of: node) else {
                removeFromStack(node)
                continue
            }
            let old = tree.nodes[node]
            node = tree.newElement(old.tag, old.name, old.attributes)
            active[listed] = node
            open[index] = node
            if last == block { bookmark = listed + 1 }
            tree.remove(last)
            tree.insert(last, at: HTMLTree.Place(parent: node))
            last = node
        }
        tree.remove(last)
        let fostered = fosters
        fosters = true
        tree.insert(last, at: insertionPlace(in: ancestor))
        fosters = fostered
        let old = tree.nodes[element]
        let copy = tree.newElement(old.tag, old.name, old.attributes)
        tree.moveChildren(of: block, to: copy)
        tree.insert(copy, at: HTMLTree.Place(parent: block))
        if let listed = active.lastIndex(of: element) {
            active.remove(at: listed)
            if listed < bookmark { bookmark -= 1 }
        }
        active.insert(copy, at: min(bookmark, active.count))
        removeFromStack(element)
        if let index = open.lastIndex(of: block) { insertIntoStack(copy, at: index + 1) }
    }
}
