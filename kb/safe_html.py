"""The one gate that foreign HTML passes: a note's body with raw HTML in it, or a snippet's output.

In: HTML of any origin, a whole body at once (cleaning fragments breaks `<details>` and drops
closing tags). Out: balanced HTML that cannot run anything or load anything but pictures, sound
and films; our own slot markers pass untouched.
"""

import nh3

_TEXT = (
    "a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup "
    "dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i "
    "ins kbd label li main mark nav ol p pre q rp rt ruby s samp section small span strike strong "
    "sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
_MEDIA = "audio img input picture source track video"
_MATHML = (
    "annotation math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom "
    "mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext "
    "mtr munder munderover semantics"
)
_SVG = (
    "circle clippath clipPath defs desc ellipse g line linearGradient lineargradient marker mask "
    "path pattern polygon polyline radialGradient radialgradient rect stop svg symbol text title "
    "tspan"
)
SHOWN = frozenset((*_TEXT.split(), *_MEDIA.split()))
"""Elements that may stand anywhere in a body."""
_TAGS = {*_TEXT.split(), *_MEDIA.split(), *_MATHML.split(), *_SVG.split()}

_EVERYWHERE = set(
    "align aria-describedby aria-hidden aria-label aria-labelledby class data-linenos "
    "dir height hidden id lang "
    "role style tabindex title translate valign width".split()
)
_MATHML_ATTRIBUTES = set(
    "accent accentunder alttext columnalign columnlines columnspacing columnspan depth display "
    "displaystyle encoding fence form frame largeop linethickness lspace mathbackground mathcolor "
    "mathsize mathvariant maxsize minsize movablelimits notation rowalign rowlines rowspacing "
    "rowspan rspace scriptlevel separator stretchy symmetric voffset xmlns".split()
)
_SVG_ATTRIBUTES = set(
    "clip-path clip-rule cx cy d dominant-baseline dx dy fill fill-opacity fill-rule font-family "
    "font-size font-style font-weight fx fy gradientTransform gradientUnits gradienttransform "
    "gradientunits marker-end marker-mid marker-start markerHeight markerUnits markerWidth "
    "markerheight markerunits markerwidth mask offset opacity orient pathLength patternTransform "
    "patternUnits points preserveAspectRatio preserveaspectratio r refX refY refx refy rotate rx "
    "ry stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor textLength "
    "transform vector-effect version viewBox viewbox x x1 x2 xmlns y y1 y2".split()
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": _EVERYWHERE,
    "a": {"href", "hreflang", "download", "name"},
    "audio": {"src", "controls", "loop", "muted", "preload"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "details": {"open", "name"},
    "font": {"color", "size"},
    "img": {"src", "alt", "loading", "decoding"},
    "ins": {"cite", "datetime"},
    "input": {"checked", "disabled"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "q": {"cite"},
    "source": {"src", "type", "media"},
    "table": {"border", "cellpadding", "cellspacing"},
    "td": {"colspan", "rowspan", "headers", "nowrap", "bgcolor"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr", "nowrap", "bgcolor"},
    "time": {"datetime"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "video": {"src", "controls", "loop", "muted", "poster", "preload", "playsinline"},
    **dict.fromkeys(_MATHML.split(), _MATHML_ATTRIBUTES),
    **dict.fromkeys(_SVG.split(), _SVG_ATTRIBUTES),
}
# Nothing that takes a style out of its place or loads anything.
_STYLES = set(
    "background-color border border-bottom border-collapse border-color border-left border-radius "
    "border-right border-spacing border-style border-top border-width clear color display float "
    "font-family font-size font-style font-variant font-weight height letter-spacing line-height "
    "list-style-type margin margin-bottom margin-left margin-right margin-top max-height max-width "
    "min-height min-width padding padding-bottom padding-left padding-right padding-top text-align "
    "text-decoration text-indent text-transform vertical-align white-space width word-break "
    "word-spacing".split()
)

_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style", "template", "iframe", "noscript", "object", "embed"},
    attributes=_ATTRIBUTES,
    # Only a task list's box: no field may ask a reader for anything.
    tag_attribute_values={"input": {"type": {"checkbox"}}},
    strip_comments=True,
    link_rel=None,
    url_schemes={"http", "https", "mailto", "tel", "obsidian"},
    filter_style_properties=_STYLES,
)


def clean(html: str) -> str:
    """`html` without anything that could run, submit, frame or fetch code."""
    return _CLEANER.clean(html)
