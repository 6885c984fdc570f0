"""Text in an SVG that stays text, and takes the room that it takes here.

matplotlib either draws each letter as a path, which nobody can search, select or translate, or
writes text that any other font makes longer or shorter. Ours says how long it is: a browser
stretches or narrows the reader's font by what is missing. Formulas are paths: their parts stand
beside one another to a fraction of a letter.
"""

from typing import Any

from matplotlib import font_manager
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex
from matplotlib.font_manager import get_font, weight_dict

_GENERIC = {"monospace": "monospace", "dejavu sans mono": "monospace", "serif": "serif"}


_Size = tuple[float, float, float]
_Height = tuple[float, float, float] | tuple[None, None, None]


class TextRenderer(RendererSVG):
    """Most texts of a figure are asked for their size many times: it is looked up once."""

    sizes: dict[object, _Size]
    heights: dict[object, _Height]

    @classmethod
    def forget(cls) -> None:
        """Fonts and settings may have changed since the last figure."""
        cls.sizes, cls.heights = {}, {}

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> _Size:
        key = (s, hash(prop), ismath)
        if key not in self.sizes:
            self.sizes[key] = super().get_text_width_height_descent(s, prop, ismath)
        return self.sizes[key]

    def _get_font_height_metrics(self, prop: Any) -> _Height:
        """Ascent, descent and gap of a font's lines, for matplotlib from 3.11 on.

        Without this method it reads them from the font's tables for every text anew.
        """
        key = hash(prop)
        if key not in self.heights:
            self.heights[key] = _height(prop)
        return self.heights[key]

    def _draw_text_as_text(  # noqa: PLR0917  the base class' signature
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: bool | str,
        mtext: Any = None,
    ) -> None:
        if ismath:
            self._draw_text_as_path(gc, x, y, s, prop, angle, ismath, mtext)
            return
        width, _, _ = self.get_text_width_height_descent(s, prop, ismath)
        style = {"font-size": f"{prop.get_size_in_points():.2f}px"}
        weight = weight_dict.get(prop.get_weight(), prop.get_weight())
        if weight != 400:
            style["font-weight"] = str(weight)
        if prop.get_style() != "normal":
            style["font-style"] = prop.get_style()
        family = _GENERIC.get(prop.get_family()[0].lower())
        if family:
            style["font-family"] = family
        red, green, blue, alpha = gc.get_rgb()
        style["fill"] = to_hex((red, green, blue))
        if gc.get_forced_alpha():
            alpha = gc.get_alpha()
        if alpha != 1:
            style["opacity"] = f"{alpha:.3f}"
        turn = f" rotate({-angle:.2f})" if angle else ""
        self.writer.element(
            "text",
            s,
            attrib={
                "style": ";".join(f"{name}:{value}" for name, value in style.items()),
                "transform": f"translate({x:.3f} {y:.3f}){turn}",
                **({"textLength": f"{width:.3f}"} if width > 0 else {}),
            },
        )


def _height(prop: Any) -> _Height:
    font: Any = get_font(font_manager.fontManager._find_fonts_by_props(prop))  # noqa: SLF001
    for name, *keys in _TABLES:
        table = font.get_sfnt_table(name)
        if table is not None:
            scale = prop.get_size_in_points() / font.get_sfnt_table("head")["unitsPerEm"]
            ascent, descent, gap = (table[key] * scale for key in keys)
            return ascent, -descent, gap
    return None, None, None


_TABLES = (
    ("OS/2", "sTypoAscender", "sTypoDescender", "sTypoLineGap"),
    ("hhea", "ascent", "descent", "lineGap"),
)

TextRenderer.forget()
