/// SVG and MathML within HTML: where they end matters, for what is in them is thrown away later.
extension HTMLParser {
    func isMathText(_ node: Int) -> Bool {
        guard tree.nodes[node].namespace == .math else { return false }
        switch tag(node) {
        case .mi, .mo, .mn, .ms, .mtext: return true
        default: return false
        }
    }

    func isHTMLIntegration(_ node: Int) -> Bool {
        switch (tree.nodes[node].namespace, tag(node)) {
        case (.svg, .foreignobject), (.svg, .desc), (.svg, .title): return true
        case (.math, .annotationXML):
            let encoding = tree.value(of: "encoding", in: tree.nodes[node].attributes) ?? []
            let type = String(decoding: encoding, as: UTF8.self).lowercased()
            return type == "text/html" || type == "application/xhtml+xml"
        default: return false
        }
    }

    /// Processes a start tag by the rules for the place where it stands.
    mutating func start(_ token: Tag) {
        let node = current
        let isForeign: Bool
        if isHTML(node) || isHTMLIntegration(node) {
            isForeign = false
        } else if isMathText(node) {
            let name = name(of: token)
            isForeign = name == "mglyph" || name == "malignmark"
        } else {
            isForeign =
                !(tree.nodes[node].namespace == .math && tag(node) == .annotationXML && token.tag == .svg)
        }
        if isForeign { startForeign(token) } else { startHTML(token) }
    }

    private mutating func startForeign(_ token: Tag) {
        let hasFontAttribute = ["color", "face", "size"].contains {
            tree.value(of: $0, in: token.attributes) != nil
        }
        guard token.tag.breaksOut || (token.tag == .font && hasFontAttribute) else {
            insertForeign(token, tree.nodes[current].namespace)
            return
        }
        leaveForeign()
        startHTML(token)
    }

    mutating func insertForeign(_ token: Tag, _ namespace: HTMLTree.Namespace) {
        guard open.count < Self.depth else { return }
        insert(token, namespace)
        if token.isSelfClosing { pop() }
    }

    private mutating func leaveForeign() {
        while !isHTML(current), !isMathText(current), !isHTMLIntegration(current) { pop() }
    }

    mutating func end(_ token: Tag) {
        guard !isHTML(current) else { return endHTML(token) }
        if token.tag == .br || token.tag == .p {
            leaveForeign()
            return endHTML(token)
        }
        var index = open.count - 1
        while index > 0 {
            let node = open[index]
            if isHTML(node) { return endHTML(token) }
            if tree.nodes[node].name == token.name {
                while open.count > index { pop() }
                return
            }
            index -= 1
        }
    }

    mutating func insertCharacters(_ bytes: ArraySlice<UInt8>) {
        if isHTML(current) || isMathText(current) || isHTMLIntegration(current) {
            charactersInHTML(bytes)
        } else {
            tree.insertText(bytes, at: insertionPlace())
        }
    }
}
