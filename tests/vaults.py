"""Small vaults written as one text, for examples that need several notes.

=== folder/note.md
# A note
=== picture.png
"""

from msgspec.structs import replace

from kb.config import ParseSettings, Settings
from kb.link import make_network, make_site, related_notes
from kb.link.embeds import Limits
from kb.model import Body, Linked, Outline, Page, Prose, Site, Source
from kb.names import Language, NotePath
from kb.parse import parse
from kb.questions.following import follow
from kb.render import render_note
from kb.store import digest

BOTH = (Language("ko"), Language("en"))


class Vault:
    """Parsed and linked; nothing touches the disk."""

    def __init__(
        self,
        text: str,
        languages: tuple[Language, ...] = (Language("ko"),),
        limits: Limits | None = None,
    ) -> None:
        self.files = split_files(text)
        self.bodies: dict[NotePath, Body] = {}
        self.proses: dict[NotePath, Prose] = {}
        outlines: dict[NotePath, Outline] = {}
        attachments = []
        for path, content in self.files.items():
            if path.endswith(".md"):
                note = parse(Source(path, path, content, digest(content)), ParseSettings())
                outlines[path], self.bodies[path] = note.outline, note.body
                self.proses[path] = note.prose
            else:
                attachments.append(path)
        settings = Settings(site_name="Test", languages=languages)
        self.site: Site = make_site(outlines, attachments, settings)
        network = make_network(self.site, limits)
        self.network = replace(network, quizzes=follow(self.site, ()))

    def linked(self, path: str) -> Linked:
        return self.network.linked[NotePath(path)]

    def page(self, path: str, guest_of: str = "") -> Page:
        """In its own tree, or in the one that shows it as a guest."""
        name = NotePath(path)
        body = self.bodies[name]
        related = related_notes(self.network, name)
        place = self.site.guests[Language(guest_of)][name] if guest_of else None
        return render_note(
            self.network, name, body, related, body_of=self.bodies.__getitem__, place=place
        )


def split_files(text: str) -> dict[NotePath, str]:
    files: dict[NotePath, str] = {}
    for part in f"\n{text}".split("\n=== ")[1:]:
        name, _, content = part.partition("\n")
        files[NotePath(name.strip())] = content
    return files
