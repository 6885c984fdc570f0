"""Cut the font of figures, which has every Hangul syllable: matplotlib's own font has none.

In: Pretendard as an npm package. Out: `KBSans-400.ttf`, `KBSans-700.ttf` and their licence.

matplotlib reads neither WOFF nor WOFF2. Its releases differ in which features of a font they
follow, so all are left out: a text is as wide under each of them. The licence reserves the name
Pretendard for the font as its authors made it, so ours has another.
"""

import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "KB Sans"
WEIGHTS = {400: "Regular", 700: "Bold"}
_NAMES = {1: FAMILY, 4: FAMILY, 6: "KBSans", 16: None, 17: None, 21: None, 22: None, 25: None}
"""Of the table `name`: what says the family's name, and what goes."""


def cut(source: Path, target: Path, style: str) -> None:
    font = TTFont(source)
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.drop_tables += ["DSIG", "GDEF", "GPOS", "GSUB", "vhea", "vmtx"]
    options.notdef_outline = True
    # What is written has to be the same wherever it is built.
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    rename(font, style)
    font.recalcTimestamp = False
    font.flavor = None
    font.save(target)


def rename(font: TTFont, style: str) -> None:
    names = font["name"]
    for record in list(names.names):
        if record.nameID not in _NAMES:
            continue
        names.names.remove(record)
        if name := _NAMES[record.nameID]:
            names.setName(name, record.nameID, record.platformID, record.platEncID, record.langID)
    names.setName(style, 2, 3, 1, 0x409)


def main(packages: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    package = packages / "@fontsource/pretendard"
    for weight, style in WEIGHTS.items():
        source = package / f"files/pretendard-latin-{weight}-normal.woff"
        cut(source, target / f"KBSans-{weight}.ttf", style)
    shutil.copyfile(package / "LICENSE", target / "OFL-pretendard.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
