"""What one host shows over TLS at one address, by at most four connections."""

import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from launchready.facts.tls import Certificate, Handshake, TlsEndpoint
from launchready.formats.certificate import ServedPath, describe, load, matches, served_path
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the handshakes brought: `strict` judged the chain, `seen` showed it.

    `modern` and `legacy` as in the fact; `has_roots` as in `trust`.
    """

    host: str
    port: int
    address: str
    strict: Shake
    seen: Shake
    modern: bool | None = None
    legacy: bool | None = None
    has_roots: bool = True

    @property
    def certificate(self) -> Certificate | None:
        """The leaf, or None when none was shown."""
        return describe(self.seen.chain)

    def fact(self, as_of: datetime) -> TlsEndpoint:
        """Reduce to the fact. The time tells a leaf out of its dates from an issuer out of its dates."""
        leaf = self.certificate
        path = served_path(load(self.seen.chain)) if leaf else None
        code = self.strict.verify_code
        return TlsEndpoint(
            subject=Subject.address(self.host, self.address),
            port=self.port,
            handshake=self.seen.handshake,
            detail=self.strict.detail,
            certificate=leaf,
            trusted=None if path is None else self._trusted(path, as_of),
            name_matches=matches(leaf.names, self.host) if leaf else None,
            verify_code=code,
            chain_incomplete=path is not None and path.open_end and code in _ISSUER_NOT_FOUND,
            version=self.seen.version,
            modern=self.modern,
            legacy=self.legacy,
        )

    def _trusted(self, path: ServedPath, as_of: datetime) -> bool | None:
        """Whether the chain leads to a trusted root, at a time when the leaf was valid.

        OpenSSL reports one error and stops. Its order (x509_vfy.c: build_chain, then extensions and
        key strength, then signatures and dates from the root down) makes the dates the last thing
        that it looks at: a date error proves that a trusted root was reached.
        """
        code = self.strict.verify_code
        if self.strict.done:
            return True
        if code in _OUT_OF_DATE:
            leaf = path.certificates[0]
            leaf_is_current = leaf.not_valid_before_utc <= as_of <= leaf.not_valid_after_utc
            return path.common_validity and not leaf_is_current
        if not code or (code in _ROOT_NOT_KNOWN and not self.has_roots):
            return None  # refused for something else than the certificate, or nothing to judge it by
        return False


async def look(dial: Dial, host: str, port: int, address: str, as_of: datetime) -> TlsEndpoint:
    """Observe once a run; `as_of` is the run's time. Raises DialError for an address that must not be contacted."""
    seen = await dial.once(("tls", host, port, address), lambda: _look(_Probe(dial, host, port, address)))
    return seen.fact(as_of)


async def _look(probe: _Probe) -> Look:
    trusted = trust.verifying(probe.dial.settings.ca_file)
    look = partial(Look, host=probe.host, port=probe.port, address=probe.address, has_roots=trusted.has_roots)
    strict = await probe(trusted.context)
    if strict.handshake in {Handshake.RESET, Handshake.TIMED_OUT}:
        strict = await probe(trusted.context)  # lost packets look the same
    if not strict.reached:
        return look(strict=strict, seen=strict)
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
    return look(strict=strict, seen=seen, modern=modern if modern or legacy else None, legacy=legacy)


async def _legacy(probe: _Probe) -> Shake | None:
    context = trust.legacy()
    return None if context is None else await probe(context)


async def _legacy_trust(probe: _Probe, old: Shake) -> Shake:
    context = trust.legacy_verifying(probe.dial.settings.ca_file)
    return old if context is None or len(probe.shakes) > 3 else await probe(context)


def addresses_of(addresses: Sequence[str], *, ipv6: bool) -> tuple[str, ...]:
    """Leave out IPv6 addresses that this machine cannot reach, unless there are no others."""
    v4 = tuple(one for one in addresses if ":" not in one)
    return tuple(addresses) if ipv6 or not v4 else v4
