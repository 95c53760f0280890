/// The elements that the HTML standard's parser knows by name; all others are alike to it.
///
/// https://html.spec.whatwg.org/multipage/parsing.html
enum HTMLTag: UInt8, CaseIterable {
    case other, text
    case a, address, annotationXML, applet, area, article, aside, b, base, basefont, bgsound, big, blockquote,
        body, br
    case button, caption, center, code, col, colgroup, dd, desc, details, dialog, dir, div, dl, dt, em, embed
    case fieldset, figcaption, figure, font, footer, foreignobject, form, frame, frameset, h1, h2, h3, h4, h5,
        h6
    case head, header, hgroup, hr, html, i, iframe, image, img, input, keygen, li, link, listing, main,
        marquee, math
    case menu, meta, mi, mn, mo, ms, mtext, nav, nobr, noembed, noframes, object, ol, optgroup, option, p,
        param
    case plaintext, pre, rb, rp, rt, rtc, ruby, s, script, search, section, select, small, source, strike,
        strong
    case style, summary, svg, table, tbody, td, template, textarea, tfoot, th, thead, title, tr, track, tt, u,
        ul
    case wbr, xmp

    /// The tag of a name in lower case.
    init(named name: String) { self = Self.known[name] ?? .other }

    private static let known: [String: HTMLTag] = {
        var known: [String: HTMLTag] = [:]
        for tag in allCases where tag != .other && tag != .text { known["\(tag)"] = tag }
        known["annotation-xml"] = .annotationXML
        return known
    }()

    var isFormatting: Bool {
        switch self {
        case .a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u: true
        default: false
        }
    }

    var isHeading: Bool { rawValue >= HTMLTag.h1.rawValue && rawValue <= HTMLTag.h6.rawValue }

    /// The category “special”.
    var isSpecial: Bool {
        switch self {
        case .address, .applet, .area, .article, .aside, .base, .basefont, .bgsound, .blockquote, .body, .br,
            .button,
            .caption, .center, .col, .colgroup, .dd, .details, .dir, .div, .dl, .dt, .embed, .fieldset,
            .figcaption,
            .figure, .footer, .form, .frame, .frameset, .h1, .h2, .h3, .h4, .h5, .h6, .head, .header, .hgroup,
            .hr,
            .html, .iframe, .img, .input, .keygen, .li, .link, .listing, .main, .marquee, .menu, .meta, .nav,
            .noembed,
            .noframes, .object, .ol, .p, .param, .plaintext, .pre, .script, .search, .section, .select,
            .source,
            .style, .summary, .table, .tbody, .td, .template, .textarea, .tfoot, .th, .thead, .title, .tr,
            .track, .ul,
            .wbr, .xmp:
            true
        default: false
        }
    }

    /// Whether looking for an element in scope ends here.
    var endsScope: Bool {
        switch self {
        case .applet, .caption, .html, .table, .td, .th, .marquee, .object, .template: true
        default: false
        }
    }

    /// Whether its start tag closes an open paragraph, and it has no rule of its own beyond that.
    var isBlock: Bool {
        switch self {
        case .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl, .fieldset,
            .figcaption, .figure, .footer, .header, .hgroup, .main, .menu, .nav, .ol, .p, .search, .section,
            .summary,
            .ul:
            true
        default: false
        }
    }

    /// Whether its end tag may be left out, so that others imply it.
    var hasImpliedEnd: Bool {
        switch self {
        case .dd, .dt, .li, .optgroup, .option, .p, .rb, .rp, .rt, .rtc: true
        default: false
        }
    }

    /// Whether its start tag ends the foreign content (SVG, MathML) around it.
    var breaksOut: Bool {
        if isHeading { return true }
        switch self {
        case .b, .big, .blockquote, .body, .br, .center, .code, .dd, .div, .dl, .dt, .em, .embed, .head, .hr,
            .i, .img,
            .li, .listing, .menu, .meta, .nobr, .ol, .p, .pre, .ruby, .s, .small, .strong, .strike, .table,
            .tt, .u,
            .ul:
            return true
        default: return false
        }
    }

    /// Whether text right inside it is put before the table instead.
    var fostersText: Bool {
        switch self {
        case .table, .tbody, .tfoot, .thead, .tr: true
        default: false
        }
    }
}
