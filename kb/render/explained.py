"""Where a note's page tells the script that there are terms to explain.

In: a site and a place. Out: HTML. It does not say which terms, so that a page stays as it is when
these change; and it is apart from the glossary, which most builds do not make.
"""

from markupsafe import escape

from kb.model import Place, Site, Tree
from kb.names import relative_url


def glossary_file(tree: Tree) -> str:
    """Where the data lies, relative to the site's folder."""
    return f"assets/kb/{tree.language}/glossary.json"


def room_for_terms(site: Site, place: Place) -> str:
    """'' where no note gives a term."""
    if not site.glossary.packed:
        return ""
    data = relative_url(glossary_file(place.tree), place.url)
    return f'<div class="kb-explains" data-terms="{escape(data)}" hidden></div>\n'
