"""What `kb --help` says, and what click says of a wrong command line, in the terminal's language.

In: our commands. Out: the same, their texts of the catalogue.

The texts of commands stand where click wants them, as docstrings and `help=`; `make strings` asks
`help_texts` for them. What click says by itself it looks up by Python's gettext, which is told here
to look into our catalogue.
"""

import gettext
import inspect
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import click

from kb.strings import LOCALE, mark, mark_plural, terminal_language, translate

# Click's own words that somebody who uses `kb` can meet.
CLICKS = (
    mark("Usage:"),
    mark("Options"),
    mark("Commands"),
    mark("Show this message and exit."),
    mark("Error: {message}"),
    mark("Try '{command} {option}' for help."),
    mark("No such option {name!r}."),
    mark("No such command {name!r}."),
    mark("Missing command."),
    mark("Missing argument"),
    mark("Missing option"),
    mark("Invalid value: {message}"),
    mark("Invalid value for {param_hint}: {message}"),
    mark("{value!r} is not a valid {number_type}."),
    mark("{value} is not in the range {range}."),
    mark("Option {name!r} does not take a value."),
    mark("Option {name!r} requires an argument."),
    mark("{name} {filename!r} does not exist."),
    mark("{name} {filename!r} is a file."),
    mark("{name} {filename!r} is a directory."),
    mark("{name} {filename!r} is not readable."),
    mark("Aborted!"),
    mark_plural("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    mark_plural("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    mark_plural(
        "Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"
    ),
)


class HelpText(NamedTuple):
    owner: click.Command | click.Option
    name: str
    """Of the attribute that holds it."""
    text: str
    """English."""
    module: str
    """Where it stands."""


@cache
def help_texts(commands: click.Group) -> tuple[HelpText, ...]:
    """All texts of `commands`, as they were before anybody asked for another language."""
    return tuple(text for each in (commands, *commands.commands.values()) for text in _texts(each))


def _texts(command: click.Command) -> Iterator[HelpText]:
    module = getattr(command.callback, "__module__", "")
    for owner in (command, *command.params):
        for name in ("help", "short_help"):
            if text := getattr(owner, name, None):
                assert isinstance(owner, click.Command | click.Option)
                yield HelpText(owner, name, inspect.cleandoc(text), module)


def speak(commands: click.Group) -> None:
    """Let `commands` and click speak the language of the terminal."""
    language = terminal_language()
    for owner, name, text, _ in help_texts(commands):
        setattr(owner, name, translate(language, text))
    gettext.bindtextdomain("kb", str(LOCALE))
    gettext.textdomain("kb")
