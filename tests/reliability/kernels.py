"""Real Jupyter kernels, one for each open notebook, that all save at once."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager

from workbook.content.reading import content
from workbook.store import bonds, entries
from workbook.store.home import Home

EXERCISE, QUESTION = "checkin", "note"
BEGIN = f"import workbook as wb; form = wb.form({EXERCISE!r})"
SAVE = """
for turn in range({turns}):
    form.answers = {{{question!r}: f"{who} {{turn}}"}}
    form.save()
"""
PATIENCE = 300


@contextmanager
def kernel(home: Home) -> Iterator[BlockingKernelClient]:
    """A kernel that works in a home."""
    transport = "ipc" if os.name == "posix" else "tcp"
    manager = KernelManager(kernel_name="python3", transport=transport)
    manager.start_kernel(env={**os.environ, "WORKBOOK_HOME": str(home.root)})
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=PATIENCE)
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def save_at_once(home: Home, kernels: int, turns: int) -> list[str]:
    """Lets so many kernels save so many entries each; returns the tracebacks that came up."""
    with ExitStack() as running:
        clients = [running.enter_context(kernel(home)) for _ in range(kernels)]
        told = [client.execute_interactive(BEGIN, timeout=PATIENCE) for client in clients]
        asked = [
            (client, client.execute(SAVE.format(turns=turns, question=QUESTION, who=who)))
            for who, client in enumerate(clients)
        ]
        told += [_reply(client, one) for client, one in asked]
    replies = [one["content"] for one in told]
    return [str(one.get("evalue")) for one in replies if one["status"] != "ok"]


def _reply(client: BlockingKernelClient, asked: str) -> dict[str, Any]:
    while True:
        message: dict[str, Any] = client.get_shell_msg(timeout=PATIENCE)
        if message["parent_header"].get("msg_id") == asked:
            return message


def missing(home: Home, kernels: int, turns: int) -> list[str]:
    """What was saved and is not there."""
    asked = content().exercise(EXERCISE)
    assert asked
    loaded = entries.load(bonds.folder(home, bonds.UNNAMED), asked)
    assert loaded.set_aside == []
    there = {entry.answers[QUESTION] for entry in loaded.entries}
    saved = [f"{who} {turn}" for who in range(kernels) for turn in range(turns)]
    return [one for one in saved if one not in there]
