"""Answers from what is already on record: no packet is sent."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from launchready.app import places
from launchready.app.choose import listed
from launchready.app.request import NothingKnownError, Request, UsageError
from launchready.app.settings import load_config, policy_of, record_of
from launchready.app.target import make_target
from launchready.config.file import parse, read
from launchready.config.structs import Config
from launchready.engine.assemble import Assembled, assemble
from launchready.engine.bundle import Bundle, BundleError, read_bundle
from launchready.engine.record import Record, read_bounded
from launchready.engine.wire import Numbered
from launchready.formats.pack import PackError, is_pack, is_run, unpack
from launchready.model.policy import Policy
from launchready.model.run import RunResult
from launchready.reference import load

LAST = "last-target"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A target's record and the policy that counts for it."""

    url: str
    record: Record
    policy: Policy


def find_record(url: str, request: Request) -> Kept:
    """Find the record of an address, of launchready.toml, or of the last audit. Raises `UsageError`."""
    loaded = load_config(request)
    policy = policy_of(request.profile, loaded.config)
    given = url or loaded.config.target.url or _last_target()
    if not given:
        raise NothingKnownError("Which site? Write: launchready audit https://your-site.example")
    target = make_target(given, loaded.config)
    record = record_of(target, loaded)
    if not record.runs():
        msg = f"Nothing is known about {target.host} yet. Write: launchready audit {target.url}"
        raise NothingKnownError(msg)
    return Kept(url=target.url, record=record, policy=policy)


def remember_target(url: str) -> None:
    """Keep which target was looked at last, for commands without an address."""
    folder = places.state_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / LAST).write_text(url, encoding="utf-8")
    except OSError:
        return


def _last_target() -> str:
    try:
        return (places.state_folder() / LAST).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def remember_numbers(url: str, request: Request, run: RunResult) -> None:
    """Keep in which order the things to do were shown: what a number means until the next list."""
    if request.keep_record:
        with suppress(UsageError, OSError):  # no record, or one that cannot be written: the newest verdict counts
            find_record(url, request).record.set_numbers(listed(run))


def numbers(url: str, request: Request) -> tuple[Numbered, ...] | None:
    """Give the order in which the things to do were last shown."""
    return find_record(url, request).record.numbers()


def newest(kept: Kept) -> Bundle:
    """Give the newest run of a record. Raises `UsageError` when none can be read."""
    bundle = kept.record.newest()
    if bundle is None:
        msg = f"No run in {kept.record.runs_folder} can be read. Look again: launchready audit {kept.url}"
        raise UsageError(msg)
    bundle = bundle.as_it_stands()
    told = {one.fingerprint: one for one in (*bundle.start.acceptances, *kept.record.acceptances())}
    return replace(bundle, start=replace(bundle.start, acceptances=tuple(told.values())))


def joined(url: str, request: Request) -> Assembled:
    """Give the verdict on the record as it stands."""
    kept = find_record(url, request)
    return assemble(newest(kept), kept.policy, load())


def replay(files: list[Path], policy_file: Path | None, request: Request) -> Assembled:
    """Judge recorded runs again, by their own policy or another. Packs of one target merge."""
    bundles = [bundle for file in files for bundle in _bundles_of(file)]
    hosts = {bundle.start.target.host for bundle in bundles}
    if not bundles:
        msg = "There is no run in it. Make a pack with: launchready report --pack F"
        raise UsageError(msg)
    if len(hosts) != 1:
        msg = f"These records are about different sites: {', '.join(sorted(hosts))}. Give those of one."
        raise UsageError(msg)
    last = max(bundles, key=lambda bundle: bundle.start.run)
    return assemble(last, replay_policy(last, policy_file, request), load())


def replay_policy(bundle: Bundle, policy_file: Path | None, request: Request) -> Policy:
    """Give the policy of a run, unless a file or --profile says otherwise."""
    own = replace(policy_of(bundle.start.profile, Config()), levels=bundle.start.levels)
    if policy_file is not None:
        config = parse(read(policy_file), str(policy_file))
        return policy_of(request.profile, config)
    return replace(own, profile=policy_of(request.profile, Config()).profile) if request.profile else own


def _bundles_of(file: Path) -> list[Bundle]:
    data = read_bounded(file)
    if not is_pack(data):
        return [read_bundle(data, name=str(file))]
    try:
        runs = unpack(data)
    except PackError as problem:
        msg = f"{file}: {problem}"
        raise BundleError(msg) from None
    return [read_bundle(content, name=f"{file}/{name}") for name, content in runs if is_run(name)]


def since(kept: Kept, text: str) -> Bundle:
    """Give the newest run that is not younger than a date or time. Raises `UsageError`."""
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        msg = f"--since: {text!r} is no date. Write 2026-11-24 or 2026-11-24T19:00."
        raise UsageError(msg) from None
    if moment > datetime.now(UTC):
        msg = f"--since: {text} is still to come. Write a day or time that is over."
        raise UsageError(msg)
    found = kept.record.newest_before(moment)
    if found is None:
        msg = f"No run of {kept.url} can be read."
        raise UsageError(msg)
    return found
