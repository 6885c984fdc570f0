"""The commands and their options, as `kb --help` shows them."""

from pathlib import Path

import click

from kb import __version__
from kb.ahead import Ahead
from kb.cli.build import build_vault
from kb.cli.cache import cache
from kb.cli.check import check
from kb.cli.graph import graph
from kb.cli.help import speak
from kb.cli.new import new
from kb.cli.quiz import quiz
from kb.cli.rename import rename
from kb.cli.run import run_note
from kb.cli.search import search
from kb.cli.serve import serve
from kb.cli.translate import translate


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kb")
def commands() -> None:
    """A folder of Markdown notes becomes a website whose claims are checked."""


@commands.command(short_help="Build the site of a folder of notes.")
@click.argument("vault", type=click.Path(path_type=Path), required=False)
@click.option(
    "--site-dir", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes."
)
@click.option("--strict", is_flag=True, help="Warnings fail as well.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=None,
    help="How many processes work. Default: one for each processor.",
)
@click.option(
    "--executor",
    type=click.Choice(["local", "dask"]),
    default="local",
    help="Where snippets run: on this machine, or on a Dask cluster.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Of the Dask cluster: tcp://host:8786")
@click.pass_obj
def build(
    helper: Ahead | None,
    vault: Path | None,
    site_dir: Path | None,
    *,
    strict: bool,
    jobs: int | None,
    executor: str,
    scheduler: str | None,
) -> int:
    """Build the notes in VAULT (default: this folder) into a website.

    With an mkdocs.yml in it, that is followed; without one, any folder of Markdown notes will do.
    """
    return build_vault(
        vault,
        site_dir,
        strict=strict,
        jobs=jobs,
        helper=helper,
        executor_name=executor,
        scheduler=scheduler,
    )


commands.add_command(cache)
commands.add_command(check)
commands.add_command(graph)
commands.add_command(new)
commands.add_command(quiz)
commands.add_command(rename)
commands.add_command(run_note)
commands.add_command(search)
commands.add_command(serve)
commands.add_command(translate)


def run(arguments: list[str], helper: Ahead | None) -> int:
    """Run a command; gives the exit status."""
    speak(commands)
    try:
        status = commands.main(arguments, prog_name="kb", standalone_mode=False, obj=helper)
    except click.exceptions.Abort:
        return 130
    except click.UsageError as error:
        error.show()
        return 2
    except click.ClickException as error:
        error.show()
        return 1
    return status if isinstance(status, int) else 0
