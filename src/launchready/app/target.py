"""From the address that was typed to a Target."""

from launchready.app.address import EXAMPLE, read_address
from launchready.app.request import UsageError
from launchready.config.structs import Config
from launchready.formats.names import is_literal, is_local, owns_zone, registrable, to_ascii
from launchready.formats.url import Url, parse
from launchready.model.target import DeclaredHost, HostRole, Target


def make_target(given: str, config: Config) -> Target:
    """Read an address, or the config's when none is given. Raises `UsageError`."""
    text = (given or config.target.url).strip()
    if not text:
        msg = f"Which site? Write: launchready audit {EXAMPLE}"
        raise UsageError(msg)
    address = read_address(text)
    host = address.host
    alone = is_literal(host) or is_local(host)
    declared = tuple(DeclaredHost(name=_host_of(entry.name), role=entry.role) for entry in config.hosts)
    canonical = _host_of(config.target.canonical) if config.target.canonical else ""
    if canonical and canonical not in {host, *(one.name for one in declared)}:
        declared = (*declared, DeclaredHost(name=canonical, role=HostRole.APP))
    return Target(
        url=address.text,
        scheme=address.scheme,
        host=host,
        port=address.port,
        path=address.path,
        apex=host if alone else registrable(host),
        owns_zone=not alone and owns_zone(host),
        canonical_declared=canonical == host,
        hosts=declared,
        live_demo=config.target.live_demo or config.demo.live,
        preview=_preview(config.target.preview),
        guests=config.demo.guests,
        one_room=config.demo.one_room,
    )


def _preview(text: str) -> str:
    """Give the whole address; whether it is one was asked when the config was read."""
    url = parse(text)
    return url.text if isinstance(url, Url) else ""


def _host_of(name: str) -> str:
    """Give a host of the config as the DNS knows it; whether it can be one was asked when the config was read."""
    return name if is_literal(name) else to_ascii(name) or name
