"""Where snippets run, as options of a command say it.

In: `--executor` and `--scheduler`. Out: what runs tasks, for `kb.pipeline.prepare`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kb.cli.speech import Refusal, say

if TYPE_CHECKING:
    from kb.running import RunTasks


@contextmanager
def executor(name: str, scheduler: str | None) -> "Iterator[RunTasks | None]":
    """What runs tasks while this lasts; None: this machine.

    Raises:
        Refusal: the options do not fit together, or the cluster does not do what it should.
    """
    if name == "dask" and not scheduler:
        raise Refusal(say("--executor dask needs --scheduler ADDRESS."), status=2)
    if scheduler and name != "dask":
        raise Refusal(say("--scheduler is for --executor dask."), status=2)
    if not scheduler:
        yield None
        return
    from kb.run.dask import Cluster, ClusterError  # noqa: PLC0415  no other build needs it

    try:
        with Cluster(scheduler) as cluster:
            yield cluster.run_tasks
    except ClusterError as error:
        raise Refusal(say(error.sentence, **error.values)) from None
