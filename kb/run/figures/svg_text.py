"""Text in an SVG that stays text, and takes the room that it takes here.

matplotlib either draws each letter as a path, which nobody can search, select or translate, or
writes text that any other font makes longer or shorter. Ours says how long it is: a browser
stretches or narrows the reader's font by what is missing. Formulas are paths: their parts stand
beside one another to a fraction of a letter.
"""

from typing import Any

from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex
from matplotlib.font_manager import weight_dict

_GENERIC = {"monospace": "monospace", "dejavu sans mono": "monospace", "serif": "serif"}


class TextRenderer(RendererSVG):
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
