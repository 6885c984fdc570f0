"""The command `kb`: says what the user sees, and nothing else does.

In: arguments. Out: words, and an exit status: 0 fine, 1 problems that fail, 2 wrong usage.
"""

from collections.abc import Sequence

import click

from kb import __version__
from kb.ahead import Ahead
from kb.cli.build import build
from kb.cli.check import check
from kb.cli.new import new
from kb.cli.speech import show_problems
from kb.config import ConfigurationRefused


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kb")
def commands() -> None:
    """A folder of Markdown notes becomes a website whose claims are checked."""


commands.add_command(build)
commands.add_command(check)
commands.add_command(new)


def kb(arguments: Sequence[str], helper: Ahead | None = None) -> int:
    """Run a command; gives the exit status. `helper` is one for `kb.workspace.open_workspace`."""
    try:
        status = commands.main(list(arguments), prog_name="kb", standalone_mode=False, obj=helper)
    except click.exceptions.Abort:
        return 130
    except ConfigurationRefused as error:
        show_problems(error.problems)
        return 2
    except click.UsageError as error:
        error.show()
        return 2
    except click.ClickException as error:
        error.show()
        return 1
    return status if isinstance(status, int) else 0
