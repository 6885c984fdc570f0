"""Cut the fonts of code so that Hangul is exactly two Latin cells wide.

In: Iosevka and Nanum Gothic Coding as npm packages. Out: two small WOFF2 files and a style sheet
that gives each font its characters.

Nanum Gothic Coding draws Hangul 1000 units wide and Latin 500, but `─│├└`, arrows and `…“”·` are
1000 there. So it gives Hangul and other wide letters only. Everything that a text diagram takes
for one cell comes from Iosevka, whose arrows and shapes are 1000 as well until its feature `NWID`
is on. We bake that feature into the character map: then no style sheet, SVG or canvas that says
`font-feature-settings` can undo it.
"""

import re
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "KB Mono"
# A family of its own: within one, a browser takes only the faces that have exactly the same range
# of weights, so that faces for 400 and faces for 400 to 700 do not complete each other.
WIDE_FAMILY = "KB Mono Wide"
CELL = 500

# One cell each: Latin, Greek and Cyrillic letters, punctuation, arrows, operators, box drawing,
# blocks, shapes and signs.
NARROW = (
    (0x0020, 0x007E),
    (0x00A0, 0x017F),
    (0x0370, 0x03FF),
    (0x0400, 0x045F),
    (0x2010, 0x205E),
    (0x2070, 0x209F),
    (0x20A0, 0x20BF),
    (0x2100, 0x218B),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x2300, 0x23FF),
    (0x2500, 0x25FF),
    (0x2605, 0x2606),
    (0x2610, 0x2612),
    (0x2660, 0x2667),
    (0x2713, 0x2718),
    (0x2776, 0x2793),
    (0x27E6, 0x27EB),
)

# Emoji by default: browsers draw them in colour, two cells wide, whatever the font says.
_EMOJI = {0x231A, 0x231B, *range(0x23E9, 0x23ED), 0x23F0, 0x23F3, 0x25FD, 0x25FE}

_FACE = re.compile(
    r"src: url\(\./files/(?P<file>[^)]+\.woff2)\).*?unicode-range: (?P<ranges>[^;]+);", re.DOTALL
)


def narrow_characters(font: TTFont) -> set[int]:
    """The characters of `NARROW` that `font` draws and that are no emoji."""
    wanted = {character for first, last in NARROW for character in range(first, last + 1)}
    return (wanted & set(font.getBestCmap())) - _EMOJI


def bake_narrow_forms(font: TTFont) -> None:
    """Let each character be drawn by the glyph that the feature `NWID` would choose."""
    substitutions = font["GSUB"].table
    lookups = {
        index
        for record in substitutions.FeatureList.FeatureRecord
        if record.FeatureTag == "NWID"
        for index in record.Feature.LookupListIndex
    }
    narrow: dict[str, str] = {}
    for index in lookups:
        for table in substitutions.LookupList.Lookup[index].SubTable:
            narrow.update(getattr(table, "ExtSubTable", table).mapping)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap = {
                character: narrow.get(glyph, glyph) for character, glyph in table.cmap.items()
            }


def cut_narrow(source: Path, target: Path) -> set[int]:
    """Write the one-cell characters of `source` to `target`; give the characters."""
    font = TTFont(source)
    bake_narrow_forms(font)
    characters = narrow_characters(font)
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = []
    options.hinting = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    widths, glyphs = font["hmtx"], font.getBestCmap()
    wrong = [chr(c) for c, glyph in glyphs.items() if widths[glyph][0] != CELL]
    if wrong or font["head"].unitsPerEm != 2 * CELL:
        raise SystemExit(f"{source}: not one cell wide: {' '.join(wrong)}")
    subset.save_font(font, target, options)
    return characters


def parse_ranges(text: str) -> set[int]:
    """The characters of a CSS `unicode-range`."""
    characters: set[int] = set()
    for part in text.split(","):
        first, _, last = part.strip().lower().removeprefix("u+").partition("-")
        characters.update(range(int(first, 16), int(last or first, 16) + 1))
    return characters


def format_ranges(characters: set[int]) -> str:
    """`characters` as a CSS `unicode-range`."""
    runs: list[tuple[int, int]] = []
    for character in sorted(characters):
        if runs and runs[-1][1] == character - 1:
            runs[-1] = (runs[-1][0], character)
        else:
            runs.append((character, character))
    return ",".join(f"U+{a:x}" if a == b else f"U+{a:x}-{b:x}" for a, b in runs)


def face(family: str, file: str, weight: str, ranges: str) -> str:
    return (
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-display:swap;"
        f"src:url('{file}') format('woff2');unicode-range:{ranges}}}\n"
    )


def main(packages: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    styles = []
    latin = packages / "@fontsource/iosevka/files"
    narrow: set[int] = set()
    for weight in (400, 700):
        file = target / f"mono-{weight}.woff2"
        narrow = cut_narrow(latin / f"iosevka-latin-{weight}-normal.woff2", file)
        styles.append(face(FAMILY, f"./{file.name}", str(weight), format_ranges(narrow)))
    korean = packages / "@fontsource/nanum-gothic-coding"
    # The slices are Google's, by how often syllables meet in one text. One weight serves both:
    # a browser that makes its own bold may widen the glyphs.
    for match in _FACE.finditer((korean / "400.css").read_text(encoding="utf-8")):
        wide = parse_ranges(match["ranges"])
        wide = {c for c in wide if c >= 0x1100 and c not in narrow and not 0x2000 <= c < 0x2460}
        source = korean / "files" / match["file"]
        with TTFont(source) as font:
            widths, glyphs = font["hmtx"], font.getBestCmap()
            wide = {c for c in wide & set(glyphs) if widths[glyphs[c]][0] == 2 * CELL}
        if wide:
            styles.append(
                face(WIDE_FAMILY, source.resolve().as_posix(), "400 700", format_ranges(wide))
            )
    (target / "code-fonts.css").write_text("".join(styles), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
