"""What one host shows over TLS at one address, by at most four connections."""

import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from launchready.facts.tls import Handshake, TlsEndpoint
from launchready.formats import certificate
from launchready.model.subject import Subject
from launchready.observe import trust
from launchready.observe.dial import Dial
from launchready.observe.handshake import Shake, shake

# X509_V_ERR_*, openssl/x509_vfy.h
_ISSUER_NOT_FOUND = frozenset({2, 20, 21})  # not found; not found locally; the leaf's own issuer not sent
_ROOT_NOT_KNOWN = _ISSUER_NOT_FOUND | {19}  # 19: the chain ends at a root that is not among the trusted
_OUT_OF_DATE = frozenset({9, 10})  # not yet valid; expired


@dataclass(slots=True)
class _Probe:
    """The connections made to one endpoint; never more than four."""

    dial: Dial
    host: str
    port: int
    address: str
    shakes: list[Shake] = field(default_factory=list)

    async def __call__(self, context: ssl.SSLContext) -> Shake:
        done = await shake(self.dial, self.host, self.port, self.address, context)
        self.shakes.append(done)
        return done


async def look(dial: Dial, host: str, port: int, address: str) -> TlsEndpoint:
    """Observe once a run. Raises DialError for an address that must not be contacted."""
    return await dial.once(("tls", host, port, address), lambda: _look(_Probe(dial, host, port, address)))


async def _look(probe: _Probe) -> TlsEndpoint:
    ca_file = probe.dial.settings.ca_file
    strict = await probe(trust.verifying(ca_file).context)
    if strict.handshake in {Handshake.RESET, Handshake.TIMED_OUT}:
        strict = await probe(trust.verifying(ca_file).context)  # lost packets look the same
    if not strict.reached:
        return _fact(probe, strict, seen=strict, legacy=None)
    seen, modern = strict, strict.done
    if not strict.done and strict.handshake is not Handshake.RESET:
        lax = await probe(trust.lax())
        modern = lax.done
        # A certificate was refused, so TLS is spoken: what the second connection met is what counts.
        seen = lax if lax.done or strict.verify_code else seen
    old = await _legacy(probe)
    legacy = None if old is None or not old.reached else old.done
    if not modern and old is not None and old.done:
        # The certificate is all the same whichever version shows it; only its trust is still open.
        seen, strict = old, await _legacy_trust(probe, old)
    return _fact(probe, strict, seen=seen, legacy=legacy, modern=modern if modern or legacy else None)


async def _legacy(probe: _Probe) -> Shake | None:
    context = trust.legacy()
    return None if context is None else await probe(context)


async def _legacy_trust(probe: _Probe, old: Shake) -> Shake:
    context = trust.legacy_verifying(probe.dial.settings.ca_file)
    return old if context is None or len(probe.shakes) > 3 else await probe(context)


def _fact(probe: _Probe, strict: Shake, *, seen: Shake, legacy: bool | None, modern: bool | None = None) -> TlsEndpoint:
    leaf = certificate.describe(seen.chain)
    served = certificate.load(seen.chain) if leaf else ()
    path = certificate.served_path(served) if served else None
    return TlsEndpoint(
        subject=Subject.address(probe.host, probe.address),
        port=probe.port,
        handshake=seen.handshake,
        detail=strict.detail,
        certificate=leaf,
        trusted=_trusted(probe, strict, path),
        name_matches=certificate.matches(leaf.names, probe.host) if leaf else None,
        verify_code=strict.verify_code,
        chain_incomplete=path is not None and path.open_end and strict.verify_code in _ISSUER_NOT_FOUND,
        version=seen.version,
        modern=modern,
        legacy=legacy,
    )


def _trusted(probe: _Probe, strict: Shake, path: certificate.ServedPath | None) -> bool | None:
    """Whether the chain leads to a trusted root, at a time when the leaf was valid.

    OpenSSL reports one error and stops. Its order (x509_vfy.c: build_chain, then extensions and key
    strength, then signatures and dates from the root down) makes the dates the last thing that it
    looks at: a date error proves that a trusted root was reached.
    """
    if path is None:
        return None
    if strict.done:
        return True
    if strict.verify_code in _OUT_OF_DATE:
        return _dates_only(path)
    if not strict.verify_code:
        return None  # refused for something else than the certificate
    if strict.verify_code in _ROOT_NOT_KNOWN and not trust.verifying(probe.dial.settings.ca_file).has_public_roots:
        return None
    return False


def _dates_only(path: certificate.ServedPath) -> bool:
    """Tell a leaf out of its dates (its chain is fine) from an issuer out of its dates (nobody trusts the chain)."""
    now = datetime.now(UTC)
    leaf = path.certificates[0]
    leaf_is_current = leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc
    return path.common_validity and not leaf_is_current


def addresses_of(addresses: Sequence[str], *, ipv6: bool) -> tuple[str, ...]:
    """Leave out IPv6 addresses that this machine cannot reach, unless there are no others."""
    v4 = tuple(one for one in addresses if ":" not in one)
    return tuple(addresses) if ipv6 or not v4 else v4
