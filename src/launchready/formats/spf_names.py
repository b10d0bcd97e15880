"""Which hosts and addresses an SPF record names (RFC 7208 sections 5 and 6.1). It judges nothing."""

from dataclasses import dataclass
from ipaddress import ip_network

from launchready.formats.names import to_ascii


@dataclass(frozen=True, slots=True)
class SpfNames:
    """`hosts` stand in `a` and `mx`, `policies` in `include` and `redirect`, `addresses` in `ip4` and `ip6`."""

    hosts: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


def is_spf(text: str) -> bool:
    """Whether a TXT record is an SPF record: the version is the whole first word (section 4.5)."""
    return text.split(" ", 1)[0].lower() == "v=spf1"


def spf_names(record: str) -> SpfNames:
    """Read the names out of one record; terms with macros name nothing until a mail comes in."""
    hosts: dict[str, None] = {}
    policies: dict[str, None] = {}
    addresses: dict[str, None] = {}
    for term in record.split()[1:]:
        word = term.lstrip("+-~?").lower()
        mechanism, value = _taken_apart(word)
        if mechanism in {"ip4", "ip6"}:
            if _is_network(value):
                addresses[value] = None
            continue
        name = to_ascii(value.partition("/")[0])
        if name is None:
            continue
        if mechanism in {"a", "mx"}:
            hosts[name] = None
        elif mechanism in {"include", "redirect"}:
            policies[name] = None
    return SpfNames(tuple(hosts), tuple(policies), tuple(addresses))


def _taken_apart(word: str) -> tuple[str, str]:
    """A mechanism has a colon, a modifier an equals sign; an address of ip6 holds more colons."""
    mark = "=" if word.startswith("redirect=") else ":"
    mechanism, _, value = word.partition(mark)
    return mechanism, value


def _is_network(value: str) -> bool:
    try:
        ip_network(value, strict=False)
    except ValueError:
        return False
    return True
