"""A figure that leaves its page: the twin of `web/src/figures/standalone.ts`.

In: SVG as it stands in a page, where its neutral colours are the page's. Out: SVG for paper, that
needs nothing around it.
"""

import re

_INK = 0x22
_FONTS = "Pretendard, 'Apple SD Gothic Neo', 'Noto Sans KR', 'Malgun Gothic', sans-serif"
_ROOT = re.compile(r' (?:xmlns|role|class|style|tabindex|font-family)="[^"]*"')
_COLOUR = re.compile(r' (fill|stroke)="([^"]+)"')
_MIXED = re.compile(r"color-mix\(in srgb, ?currentColor (\d+)%, ?var\(--kb-figure-ground\)\)")
_LIFTED = re.compile(r"color-mix\(in srgb, ?(#[\da-f]+),.*")


def standalone(svg: str) -> str:
    """`svg` is written by us: attributes are quoted by `"`."""
    root, end, rest = svg.partition(">")
    whole = _COLOUR.sub(
        lambda found: f' {found[1]}="{_on_paper(found[2])}"', _ROOT.sub("", root) + end + rest
    )
    space = f'xmlns="http://www.w3.org/2000/svg" font-family="{_FONTS}"'
    return whole.replace("<svg", f"<svg {space}", 1)


def _on_paper(colour: str) -> str:
    if mixed := _MIXED.fullmatch(colour):
        return _grey(255 - (255 - _INK) * int(mixed[1]) / 100)
    if lifted := _LIFTED.fullmatch(colour):
        return lifted[1]
    if colour == "currentColor":
        return _grey(_INK)
    return "#fff" if colour == "var(--kb-figure-ground)" else colour


def _grey(level: float) -> str:
    return "#" + f"{round(level):02x}" * 3
