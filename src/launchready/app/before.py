"""How it was: the first run on record, and what differs since a time."""

from collections.abc import Iterator

from launchready.app.recorded import find_record, newest, since
from launchready.app.request import Request, UsageError
from launchready.engine.assemble import assemble, stamp
from launchready.engine.bundle import Bundle
from launchready.facts.dns import Caa, Delegation, Resolution, ZoneRecords
from launchready.model.before import Before, RecordRow
from launchready.model.run import RunResult
from launchready.reference import load


def before(url: str, request: Request) -> Before:
    """Give the first run with its DNS records. Raises `UsageError`."""
    kept = find_record(url, request)
    bundle = kept.record.first()
    if bundle is None:
        msg = f"No run of {kept.url} can be read."
        raise UsageError(msg)
    return Before(
        target=bundle.start.target.url,
        as_of=stamp(bundle.start.as_of),
        records=tuple(sorted(_rows(bundle), key=lambda row: (row.name.split(".")[::-1], row.type))),
        run=assemble(bundle, kept.policy, load()).run,
    )


def changed_since(url: str, text: str, request: Request) -> tuple[RunResult, RunResult]:
    """Give the answer at a time and the answer now, both by today's policy."""
    kept = find_record(url, request)
    reference = load()
    then = assemble(since(kept, text), kept.policy, reference).run
    return then, assemble(newest(kept), kept.policy, reference).run


def _rows(bundle: Bundle) -> Iterator[RecordRow]:
    for fact in bundle.world.facts:
        name = fact.subject.name
        if isinstance(fact, Resolution):
            yield from _address_rows(name, fact)
        elif isinstance(fact, Delegation):
            yield RecordRow(name=name, type="NS", values=tuple(sorted(fact.parent_ns or fact.child_ns)))
        elif isinstance(fact, ZoneRecords):
            if fact.mx:
                yield RecordRow(name=name, type="MX", values=fact.mx)
            if fact.spf:
                yield RecordRow(name=name, type="TXT", values=fact.spf)
        elif isinstance(fact, Caa) and fact.records and fact.found_at == name:
            yield RecordRow(name=name, type="CAA", values=tuple(f'{f} {tag} "{v}"' for f, tag, v in fact.records))


def _address_rows(name: str, fact: Resolution) -> Iterator[RecordRow]:
    if fact.cnames:
        yield RecordRow(name=name, type="CNAME", values=fact.cnames[:1])
        return
    v4 = tuple(a for a in fact.addresses if ":" not in a)
    v6 = tuple(a for a in fact.addresses if ":" in a)
    if v4:
        yield RecordRow(name=name, type="A", values=v4)
    if v6:
        yield RecordRow(name=name, type="AAAA", values=v6)
