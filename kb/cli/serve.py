"""`kb serve [VAULT]`: the site of notes that are being written, in a browser, as they are now.

In: a folder. Out: an address, and what goes wrong meanwhile.
"""

import os
import sys
import threading
from pathlib import Path

import click

from kb.cli.project import find_project
from kb.cli.speech import Refusal, say, show_problems
from kb.parallel import processors
from kb.problems import seen_from_here
from kb.strings import terminal_language

PORT = 8000


@click.command(short_help="Show the site of notes while they are being written.")
@click.argument("vault", type=click.Path(path_type=Path), required=False)
@click.option("--host", default="127.0.0.1", help="Where to listen. Default: this computer alone.")
@click.option(
    "--port",
    type=click.IntRange(min=0, max=65535),
    default=PORT,
    help="Default: 8000, or the next that is free; 0: any.",
)
@click.option("--editor", metavar="COMMAND", help="What opens a note: code --goto {file}:{line}")
@click.option("--open", "opens", is_flag=True, help="Open the start page in a browser.")
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="How many processes work.")
def serve(
    vault: Path | None,
    host: str,
    port: int,
    editor: str | None,
    *,
    opens: bool,
    jobs: int | None,
) -> int:
    """Show the notes in VAULT (default: this folder) as a site that follows each change.

    Only this computer can ask for it, unless --host says otherwise. Nothing writes to notes but the
    buttons that mend them.
    """
    project = find_project(vault)
    show_problems(seen_from_here(project.setup.problems, str(project.folder)))
    from kb.hosts.preview.editor import EditorRefused, find_editor  # noqa: PLC0415  only here

    try:
        opened_in = find_editor(editor, os.environ)
    except EditorRefused as refused:
        raise Refusal(refused.told_in(terminal_language()), status=2) from None
    from kb.hosts.preview.server import Listening, listen  # noqa: PLC0415  as above

    try:
        listening: Listening = listen(host, port)
    except OSError as error:
        raise Refusal(f"{host}:{port}: {error.strerror or error}", status=2) from None
    if port and listening.port != port:
        print(say("Port {port} is taken.", port=str(port)), file=sys.stderr)
    from kb.hosts.preview.answering import site_root  # noqa: PLC0415  as above
    from kb.hosts.preview.keeping import Keeper  # noqa: PLC0415
    from kb.hosts.preview.server import serve as run  # noqa: PLC0415

    address = listening.address + site_root(project.setup.settings)
    keeper = Keeper(project, terminal_language(), jobs or processors())
    print(say("Open {address} to see these notes. Ctrl-C ends it.", address=address), flush=True)
    if opens:
        import webbrowser  # noqa: PLC0415  only if it is wished

        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    try:
        ended = run(keeper, listening, _complain, opened_in)
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        raise Refusal(reason) from None
    if not ended:
        # Somebody has ended a first look at thousands of notes: the next begins where it was.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
    return 0


def _complain(text: str, *, ours: bool = True) -> None:
    """An error of ours is one block that can be copied into a report."""
    if not ours:
        print(text.rstrip(), file=sys.stderr, flush=True)
        return
    line = "-" * 72
    heading = say("kb itself failed; the preview goes on with what it has:")
    print(f"{line}\n{heading}\n{text.rstrip()}\n{line}", file=sys.stderr, flush=True)
