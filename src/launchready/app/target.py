"""From the address that was typed to a Target."""

from urllib.parse import urlsplit

from launchready.app.request import UsageError
from launchready.config.file import Config
from launchready.formats.names import is_literal, is_local, owns_zone, registrable, to_ascii
from launchready.formats.url import Url, parse
from launchready.model.target import DeclaredHost, HostRole, Target

PORTS = {"http": 80, "https": 443}
EXAMPLE = "https://your-site.example"


def make_target(given: str, config: Config) -> Target:
    """Read an address, or the config's when none is given. Raises `UsageError`."""
    text = (given or config.target.url).strip()
    if not text:
        msg = f"Which site? Write: launchready audit {EXAMPLE}"
        raise UsageError(msg)
    scheme, host, port, path = _take_apart(text)
    alone = is_literal(host) or is_local(host)
    declared = tuple(DeclaredHost(name=_host_of(entry.name, "hosts"), role=entry.role) for entry in config.hosts)
    canonical = _host_of(config.target.canonical, "target.canonical") if config.target.canonical else ""
    if canonical and canonical not in {host, *(one.name for one in declared)}:
        declared = (*declared, DeclaredHost(name=canonical, role=HostRole.APP))
    usual = PORTS[scheme] == port
    shown = f"[{host}]" if ":" in host else host
    return Target(
        url=f"{scheme}://{shown}{'' if usual else f':{port}'}{path}",
        scheme=scheme,
        host=host,
        port=port,
        path=path,
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
    if not text:
        return ""
    url = parse(text)
    if not isinstance(url, Url):
        msg = f"launchready.toml, target.preview: {text!r} is no address. Write one like https://your-app.lovable.app."
        raise UsageError(msg)
    return url.text


def _take_apart(text: str) -> tuple[str, str, int, str]:
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _not_an_address(text) from None
    if parts.scheme not in PORTS:
        msg = f"{parts.scheme}:// is no web address. Write: launchready audit {EXAMPLE}"
        raise UsageError(msg)
    if parts.username or parts.password:
        msg = "The address holds a user name or password. Leave it out: launchready never records credentials."
        raise UsageError(msg)
    name = (parts.hostname or "").rstrip(".")
    host = name if is_literal(name) else to_ascii(name)
    if not host or port == 0:
        raise _not_an_address(text)
    return parts.scheme, host, port or PORTS[parts.scheme], parts.path or "/"


def _host_of(name: str, key: str) -> str:
    host = name if is_literal(name) else to_ascii(name)
    if not host:
        msg = f"launchready.toml, {key}: {name!r} is no host name. Write one like app.your-site.example."
        raise UsageError(msg)
    return host


def _not_an_address(text: str) -> UsageError:
    return UsageError(f"{text!r} is no web address that I can read. Write: launchready audit {EXAMPLE}")
