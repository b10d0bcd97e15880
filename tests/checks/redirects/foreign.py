"""redirects/foreign-host."""

from dataclasses import replace

from launchready.facts.http import End, RedirectChain
from launchready.model.fact import Fact
from launchready.model.subject import Subject
from launchready.model.target import Target
from launchready.model.words import Level
from tests.checks.cases import CLUB, LOCALHOST, PREVIEW, Case, Kind, declared, gap
from tests.checks.redirects._ways import DEEP, HTTP, HTTPS, WWW, answer, sound, way

ID = "redirects/foreign-host"
LEFT = "http://localhost:3000/"
STAGING = "https://staging.club.example/"
GIT = "https://club-git-main.vercel.app/"
OLD = "https://old-name.example/"


def failing(name: str, case: str, *facts: Fact, group: str, target: Target = CLUB) -> Case:
    return Case(
        check=ID,
        name=name,
        kind=Kind.FAILING,
        facts=facts,
        target=target,
        levels=(Level.BLOCKER,),
        cases=(case,),
        groups=(f"redirects/foreign-host:{group}",),
    )


def silent(name: str, *facts: Fact, target: Target = CLUB, kind: Kind = Kind.TRAP, **more) -> Case:
    return Case(check=ID, name=name, kind=kind, facts=facts, target=target, **more)


def to(url: str, *after: str, entry: str = HTTPS, **more) -> RedirectChain:
    return way(entry, f"301 {url}", *(after or ("200",)), **more)


CASES = (
    silent("every way ends at the site", *sound(), kind=Kind.PASSING),
    failing(
        "the developer's own machine",
        "local",
        to(LEFT, end=End.PRIVATE_ADDRESS),
        to(LEFT + DEEP, entry=HTTPS + DEEP, end=End.PRIVATE_ADDRESS),
        group="localhost",
    ),
    failing(
        "a name that leads into an office",
        "local",
        to("https://intra.club.example/", end=End.PRIVATE_ADDRESS),
        group="intra.club.example",
    ),
    failing("localhost that a pin made answer", "local", to(LEFT), group="localhost"),
    failing("staging, from every entry", "staging", to(STAGING), to(STAGING, entry=HTTP), group="staging.club.example"),
    failing("a numbered test copy", "staging", to("https://app-dev2.club.example/"), group="app-dev2.club.example"),
    failing("only www leads to staging", "staging", *sound(WWW), to(STAGING, entry=WWW), group="staging.club.example"),
    failing("a preview that nobody declared", "preview", to(GIT), group="club-git-main.vercel.app"),
    failing("a preview's own login page", "preview", to(GIT + "login"), group="club-git-main.vercel.app"),
    failing(
        "a preview that is another one's",
        "preview",
        to(GIT, entry=PREVIEW.url, site=PREVIEW.host),
        target=PREVIEW,
        group="club-git-main.vercel.app",
    ),
    failing("an old domain", "other", to(OLD), group="old-name.example"),
    failing("an old domain that is no more", "other", to(OLD, end=End.NO_ADDRESS), group="old-name.example"),
    failing(
        "an old domain with a login behind its front page",
        "other",
        to(OLD, f"302 {OLD}login", "200"),
        group="old-name.example",
    ),
    failing("a number in place of a name", "other", to("http://203.0.113.7/"), group="203.0.113.7"),
    failing(
        "staging behind a password",
        "staging",
        to(STAGING, "401"),
        answer(STAGING, 401, sign_in="the server's password box"),
        group="staging.club.example",
    ),
    Case(check=ID, name="the target was not followed", kind=Kind.UNKNOWN, gaps=(gap(RedirectChain),)),
    silent("from bare to www", to(WWW)),
    silent("an app on its own host", to("https://app.club.example/")),
    silent("a demo on its own host", to("https://demo.club.example/")),
    silent("the preview is the target itself", way(PREVIEW.url, "200", site=PREVIEW.host), target=PREVIEW),
    silent("the preview was declared", to(GIT), target=declared("club-git-main.vercel.app")),
    silent("all previews were declared", to(GIT), target=declared("*.vercel.app")),
    silent(
        "localhost was asked for, and leads to a number",
        to("http://127.0.0.1:5173/", entry=LOCALHOST.url, site="localhost"),
        target=LOCALHOST,
    ),
    silent(
        "localhost was asked for, and leads to localhost",
        to(LEFT, entry="http://127.0.0.1:5173/"),
        target=replace(LOCALHOST, host="127.0.0.1", apex="127.0.0.1"),
    ),
    silent(
        "the app hands over to a sign-in (OAuth)", to("https://club.eu.auth0.com/authorize?client_id=…&redirect_uri=…")
    ),
    silent("a sign-in on a preview domain (OAuth)", to("https://sign.lovable.app/?response_type=…")),
    silent("a sign-in by its name", to("https://accounts.sign-in.example/v3")),
    silent(
        "a sign-in that answers with redirects of its own",
        to("https://login.provider.example/start", "302 https://www.provider.example/hello", "200"),
    ),
    silent("a payment page", to("https://buy.money.example/abc")),
    silent("a page of the site hands over", to(OLD, entry=HTTPS + DEEP)),
    silent("the host's own sign-in stands in front", to(f"{GIT}wall"), answer(HTTPS, 302, sign_in="Vercel")),
    silent("nothing answered at all", replace(way(HTTPS, "200"), hops=(), end=End.TLS_FAILED)),
    silent("another entry was not followed", *sound(WWW), gaps=(gap(RedirectChain, Subject.host("www.club.example")),)),
)
