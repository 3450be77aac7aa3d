"""Joins a Ray cluster, or starts one of this machine alone, so that Daft runs the readers there.

Ray is an extra (`sayso[cluster]`), and imported here only.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterator
from typing import Any

from sayso.errors import ClusterUnusable, InstallationIncomplete, ModelMissing, WorkerLost
from sayso.settings import Settings

LOCAL = "local"  # Ray's word for a cluster of its own, which ends with this process
KNOCK_SECONDS = 10  # for a machine of the cluster to answer
# What `ray.init` raises where it cannot join; beside these a bare Exception when 30 s to start were too few (2.59)
TOLD_BY_RAY = (ConnectionError, RuntimeError, ValueError, OSError)
# Daft and Ray read these: not a word to anybody about being used, and the bar on the terminal is ours.
SILENT = {
    "DAFT_ANALYTICS_ENABLED": "0",
    "DO_NOT_TRACK": "true",
    "DAFT_PROGRESS_BAR": "0",
    "DAFT_SHOW_QUERY_ID": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
}


def join(settings: Settings) -> int:
    """Let Daft run on `settings.cluster`, and give how many readers to start on it.

    A local one is started on this machine, with as many workers as there would be without one. Raises
    ClusterUnusable when Ray is not installed, nothing answers at the address, or this process runs Daft without it.
    """
    os.environ.update(SILENT)
    try:
        import ray
    except ImportError as error:
        raise ClusterUnusable(
            "`--cluster` needs Ray, which is not installed. Install it with `pip install 'sayso[cluster]'`, "
            "in a clone `pip install '.[cluster]'`."
        ) from error
    import daft

    if not ray.is_initialized():
        _connect(settings)
    try:
        daft.set_runner_ray(noop_if_initialized=True)
    except RuntimeError as error:
        raise ClusterUnusable(f"Daft cannot use Ray in this process: {error}") from error
    if daft.get_or_infer_runner_type() != "ray":
        raise ClusterUnusable("this process has run without Ray before, and Daft keeps to one. Run the command anew.")
    return settings.processes or max(1, int(ray.cluster_resources().get("CPU", 1)))


def _connect(settings: Settings) -> None:
    import ray

    # on every machine of the cluster, for the workers of this run
    options: dict[str, Any] = {
        "runtime_env": {"env_vars": SILENT},
        "log_to_driver": False,
        "logging_level": logging.ERROR,
    }
    if settings.cluster == LOCAL:
        options |= {"num_cpus": settings.worker_count(), "include_dashboard": False}
    try:
        _knock(settings.cluster)
        ray.init(address=settings.cluster, **options)
    except Exception as error:
        if type(error) is not Exception and not isinstance(error, TOLD_BY_RAY):
            raise
        told = str(error).strip().partition("\n")[0]
        raise ClusterUnusable(
            f"{settings.cluster}: cannot join this Ray cluster: {told}. Start one with `ray start --head`, give the "
            "address it prints, and have one version of Ray, Python and sayso on all machines."
        ) from error


def _knock(address: str) -> None:
    """Raise OSError when nobody answers at `host:port`: Ray itself would try for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host, int(port)), KNOCK_SECONDS).close()


def next_row(rows: Iterator[dict[str, bytes]]) -> dict[str, bytes] | None:
    """The next row of a frame that the cluster works out; None past the last.

    Raises ClusterUnusable, or what a reader there raised: InstallationIncomplete, ModelMissing, WorkerLost.
    """
    import ray

    try:
        return next(rows, None)
    except (RuntimeError, ray.exceptions.RayError) as error:
        raise _what_it_tells(str(error)) from error


def _what_it_tells(told: str) -> Exception:
    """Ray and Daft tell of what was raised elsewhere in words of their own; they name it."""
    if WorkerLost.__name__ in told:
        return WorkerLost()
    if InstallationIncomplete.__name__ in told or "ModuleNotFoundError" in told:
        return InstallationIncomplete("a machine of the cluster lacks a library, or has another version of sayso")
    if ModelMissing.__name__ in told:
        return ModelMissing("a machine of the cluster cannot load its models; install sayso there again")
    last = (told.strip().splitlines() or ["it told nothing"])[-1]
    return ClusterUnusable(f"the cluster gave up: {last}. What was read is kept; run the same command again to go on.")
