"""Metrics of the fonts that printers once had built in, read when a note asks for them.

In: matplotlib, about to be imported. Out: the same without these: sixty files, whose reading takes
longer than that of all its fonts, for the settings `pdf.use14corefonts` and `ps.useafm` alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from kb.run.figures.swapping import swapped


@contextmanager
def without_metrics() -> Iterator[None]:
    """While matplotlib makes its list of fonts, which it does as it is imported."""
    from matplotlib import _afm  # noqa: PLC0415  a tenth of a second

    with swapped(_afm, "AFM", _refuse):
        yield


def _refuse(_: object) -> NoReturn:
    raise OSError("not now")  # the list of fonts passes over such a file


class Metrics(list[Any]):
    """What stands in the list of fonts for those that were passed over."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._files = sorted(folder.glob("*/*.afm"))

    def __iter__(self) -> Iterator[Any]:
        from matplotlib import _afm, font_manager  # noqa: PLC0415  as above

        files, self._files = self._files, []
        for path in files:
            with path.open("rb") as file:
                self.append(font_manager.afmFontProperty(str(path), _afm.AFM(file)))
        return super().__iter__()
