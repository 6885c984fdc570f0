"""read: from files to sources.

In: the folder of a vault.
Out: a `Listing` of what lies in it (`scan`; `look_again` where only some files were written), and
the `Source` of one note (`read`). Whoever changes notes asks as well what their bytes mean
(`decode`, `encoding_of`) and which names are left out; who runs code, what that may see
(`visible`).

No file is opened by `scan`, no other file by `read`, and neither writes. A file that is odd or
broken is a finding; only a vault that is not a folder is an exception.
"""

from kb.read.decoding import Encoding, decode, encoding_of
from kb.read.left_out import left_out
from kb.read.listing import Entry, Listing
from kb.read.reading import read
from kb.read.scanning import GaveWayError, look_again, scan
from kb.read.visible import visible

__all__ = [
    "Encoding",
    "Entry",
    "GaveWayError",
    "Listing",
    "decode",
    "encoding_of",
    "left_out",
    "look_again",
    "read",
    "scan",
    "visible",
]
