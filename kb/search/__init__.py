"""search: documents become an index that a browser loads in small parts.

In: what readers can find. Out: files, named by content, and which of them an edit changes.

`document_text` reads a note, `analyse` makes terms of a document, `make_index` an index of all
documents, and `patch_index` changes it as they do. Nothing here touches the disk: files are handed
to a function that puts them somewhere.
"""

from kb.search.analysis import Analysis, Terms, analyse, words_of_terms
from kb.search.building import make_index
from kb.search.directory import State
from kb.search.files import INDEX, FileName
from kb.search.lemmas import lemma_version, lemmas_of
from kb.search.name_terms import forget_names
from kb.search.numbers import Identity, number_documents
from kb.search.patching import Patched, patch_index
from kb.search.text import Texts, document_text

__all__ = [
    "INDEX",
    "Analysis",
    "FileName",
    "Identity",
    "Patched",
    "State",
    "Terms",
    "Texts",
    "analyse",
    "document_text",
    "forget_names",
    "lemma_version",
    "lemmas_of",
    "make_index",
    "number_documents",
    "patch_index",
    "words_of_terms",
]
