"""The addresses that a single-page app makes for itself, and the further files that its scripts load."""

import re

_MOST_HITS = 3000
_PLAIN = r"/[a-z0-9][a-z0-9/_-]{0,60}"
# `path:"/login"`; a parameter, a star or an upper-case letter is no address to open.
_NAMED = re.compile(rf"""(?<![\w$])path["']?\s?:\s?["'`]({_PLAIN})["'`]""")
# The same as routers declare it: with what is shown there. Others name paths of their manuals and cookies so.
_DECLARED = re.compile(
    rf"""{_NAMED.pattern}\s?,\s?["']?(?:element|[cC]omponent|children|name|lazy|loader|meta|caseSensitive|exact|render"""
    r"""|redirectTo|loadComponent|loadChildren|canActivate|handle|errorElement|getParentRoute|title)\b"""
)
# `to:"/login"`, `href:"/login"`, `navigate("/login")`, `router.push("/login")`, `Redirect` and `<Link to="/login">`.
_LED_TO = re.compile(
    rf"""(?:(?<![\w$])(?:to|href)["']?\s?[:=]\s?|\b(?:navigate|push|replace|redirect|Navigate|goto)\(\s?)["'`]({_PLAIN})["'`]"""
)
# What routers bring with them, so that `path:` in a bundle is known to be one's.
_ROUTER = re.compile(
    r"createBrowserRouter|useNavigate|useRoutes|popstate|historyAction|createWebHistory|Outlet|routerLink|caseSensitive"
    r"|beforeRouteEnter|pushState"
)
# Parts of a program or of the server, and what would do something when it is opened.
_NO_PAGE = re.compile(
    r"^/(?:api|rest|auth/v\d|storage|functions|graphql|rpc|trpc|socket|ws|assets|static|images?|img|fonts|public|src|v\d|_"
    r"|node_modules|cdn|uploads|media|webhooks?|oauth|callback|health|realtime|var|usr|etc|home|tmp|app/node)(?:/|$)"
    r"|log-?out|sign-?out|delete|unsubscribe|download|callback|verify|confirm|invite|reset|\d"
)
_LAZY = re.compile(r"""["'`]((?:\.{0,2}/)?(?:[\w-]{1,40}/){0,4}[\w.-]{1,80}\.m?js)["'`]""")
_MOST_LAZY = 60


def routes(text: str) -> tuple[str, ...]:
    """Pages of the app by path, those first that it both declares and leads to; none where there is no router."""
    if _ROUTER.search(text) is None:
        return ()
    led_to = _paths(_LED_TO, text)
    both = [path for path in _paths(_NAMED, text) if path in led_to]
    return tuple(dict.fromkeys((*both, *_paths(_DECLARED, text))))[:20]


def _paths(pattern: re.Pattern[str], text: str) -> dict[str, None]:
    found: dict[str, None] = {}
    for count, hit in enumerate(pattern.finditer(text)):
        if count == _MOST_HITS:
            break
        path = hit[1].rstrip("/")
        if path and _NO_PAGE.search(path) is None:
            found.setdefault(path)
    return found


def lazy_files(text: str) -> tuple[str, ...]:
    """Names of scripts that a script may load later, as written; at most sixty."""
    found: dict[str, None] = {}
    for count, hit in enumerate(_LAZY.finditer(text)):
        if count == _MOST_HITS or len(found) == _MOST_LAZY:
            break
        found.setdefault(hit[1])
    return tuple(found)
