"""The command `akkoord serve`: offer a workspace to the tablets."""

import errno
import ipaddress
import signal
from collections.abc import Mapping
from types import FrameType
from typing import Final, NoReturn

import click
from waitress.server import create_server  # type: ignore[import-untyped] # waitress ships no types

from akkoord.cli.command import Command
from akkoord.cli.shell import BadInput, Shell, pass_shell
from akkoord.files import reason_of
from akkoord.language import N_, Message
from akkoord.logs import write_log
from akkoord.reporting.warming import Warming
from akkoord_web.app import create_app
from akkoord_web.speech import DOMAIN, say

__all__ = ["serve"]

_THREADS: Final = 8
_CHANNEL_SECONDS: Final = 30
REFUSALS: Final[Mapping[int, Message]] = {
    errno.EADDRINUSE: say("something else listens there"),
    errno.EADDRNOTAVAIL: say("this machine has no such address"),
}
"""Why nothing can listen on an address."""


@click.command("serve", cls=Command, domain=DOMAIN, help=N_("Offer the workspace to tablets, until Ctrl-C."))
@click.option(
    "--host", default="127.0.0.1", metavar=N_("ADDRESS"), help=N_("Where to listen; 127.0.0.1 is this machine only.")
)
@click.option(
    "--port",
    default=8000,
    type=click.IntRange(0, 65535),
    metavar=N_("NUMBER"),
    help=N_("The port; 0 takes a free one."),
)
@click.option(
    "--trusted-proxy",
    metavar=N_("ADDRESS"),
    help=N_("The proxy that speaks https and passes requests on, if there is one."),
)
@pass_shell
def serve(shell: Shell, host: str, port: int, trusted_proxy: str | None) -> None:
    """Serve the workspace."""
    workspace = shell.open()
    app = create_app(workspace, clock=shell.clock)
    options: dict[str, int | str | bool | None] = {
        "threads": _THREADS,
        "ident": None,
        "channel_timeout": _CHANNEL_SECONDS,
    }
    if trusted_proxy:
        headers = "x-forwarded-for x-forwarded-proto x-forwarded-host"
        options |= {
            "trusted_proxy": trusted_proxy,
            "trusted_proxy_headers": headers,
            "clear_untrusted_proxy_headers": True,
        }
    try:
        server = create_server(app, host=host, port=port, **options)
    except (OSError, ValueError) as error:
        values = {"host": host, "port": str(port), "reason": _refusal(error)}
        raise BadInput(
            say("Cannot listen on {host}, port {port}: {reason}. Choose another with --host or --port.", **values)
        ) from error
    signal.signal(signal.SIGTERM, _interrupt)
    shell.warn_of_plugins()
    if not (trusted_proxy or _is_loopback(host)):
        shell.warn(say("Without https anyone on the network can read along. Put a proxy with a certificate in front."))
    write_log(packages=("akkoord", "akkoord_web"))
    workspace.tidy(shell.clock())
    workspace.daily(shell.clock())
    workspace.start()
    warming = Warming(
        workspace,
        lambda: workspace.plugins.reports,
        changes=workspace.store.sales_changes,
        today=lambda: workspace.house.day(shell.clock()),
    )
    warming.start()
    shell.say(
        say("{name} is on http://{address} (stop with Ctrl-C)", name=workspace.settings.name, address=_address(server))
    )
    try:
        server.run()
    finally:
        server.close()
        warming.stop()
        shell.say(say("Stopped."))


def _address(server: object) -> str:
    host, port = getattr(server, "effective_host", ""), getattr(server, "effective_port", "")
    return f"[{host}]:{port}" if ":" in str(host) else f"{host}:{port}"


def _refusal(error: OSError | ValueError) -> Message | str:
    """Say why nothing can listen there; waitress has a ValueError for what is no address."""
    if isinstance(error, ValueError):
        return REFUSALS[errno.EADDRNOTAVAIL]
    return REFUSALS.get(error.errno or 0) or reason_of(error)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _interrupt(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
