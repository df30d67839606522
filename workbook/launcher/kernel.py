"""One kernel for the whole workbook, started before the first page asks for it."""

from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpec, KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import (
    AsyncMappingKernelManager,
    ServerKernelManager,
)
from traitlets import Unicode, default

from workbook.launcher import sockets, stages, trust
from workbook.launcher.running import LOOPBACK
from workbook.store.home import Home

# What is typed must not stay in IPython's history. The imports run while the page is still loading;
# should it fail, the first cell says so again.
_ARGUMENTS = (
    "--HistoryManager.enabled=False",
    "--IPKernelApp.exec_lines=import workbook.launcher.no_port",
    "--IPKernelApp.exec_lines=import workbook.launcher.warm",
)


class OwnKernel(KernelSpecManager):
    """Offers this Python alone: without a history, and with the workbook imported."""

    @default("kernel_dirs")
    def _none_installed(self) -> list[str]:
        """Kernels installed elsewhere may be those of a Python that lacks the workbook."""
        return []

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """How to start it; raises ``NoSuchKernel`` for the name of any other."""
        spec = super().get_kernel_spec(kernel_name)
        spec.argv = [*spec.argv, *_ARGUMENTS]
        return spec


class Channels(ServerKernelManager):
    """How one kernel is reached: by files that others cannot open, where a system has such."""

    @default("transport")
    def _by_files(self) -> str:
        return "ipc" if self._folder else "tcp"

    @default("ip")
    def _short(self) -> str:
        return sockets.prefix(self._folder) if self._folder else LOOPBACK

    @property
    def _folder(self) -> str:
        return str(self.parent.sockets)  # type: ignore[union-attr] # ``QuietKernels`` made it


class QuietKernels(AsyncMappingKernelManager):
    """Starts kernels that do not write to the terminal in which the workbook was started."""

    sockets = Unicode(help="The folder for the files through which kernels are reached.").tag(
        config=True
    )

    @default("kernel_manager_class")
    def _own_channels(self) -> str:
        return f"{Channels.__module__}.{Channels.__name__}"

    async def start_kernel(self, **asked: Any) -> str:  # type: ignore[override] # it is async too
        """Starts a kernel and returns its id."""
        return await super().start_kernel(**asked, stdout=DEVNULL, stderr=DEVNULL)


async def share(home: Home, first: Path, server: Any) -> None:
    """Starts one kernel and joins every signed notebook to it, ``first`` before all.

    Unsigned notebooks are left out: what they run, if somebody lets them, stays among themselves.
    """
    kernel = None
    paths = trust.signed(home, server.contents_manager.notary)
    for path in sorted(paths, key=lambda path: (path != first, path)):
        session = await server.session_manager.create_session(
            path=stages.address(home, path),
            name=path.name,
            type="notebook",
            kernel_name=NATIVE_KERNEL_NAME,
            kernel_id=kernel,
        )
        kernel = session["kernel"]["id"]
