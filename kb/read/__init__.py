"""read: from files to sources.

In: the folder of a vault.
Out: a `Listing` of what lies in it (`scan`), and the `Source` of one note (`read`).

No file is opened by `scan`, no other file by `read`, and neither writes. A file that is odd or
broken is a finding; only a vault that is not a folder is an exception.
"""

from kb.read.listing import Entry, Listing
from kb.read.reading import read
from kb.read.scanning import scan

__all__ = ["Entry", "Listing", "read", "scan"]
