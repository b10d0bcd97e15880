"""The frames that frameworks publish before a script runs, and pages that are none."""

VITE = """<!doctype html><html lang="en"><head><meta charset="UTF-8" /><title>Calm Club</title>
<script type="module" crossorigin src="/assets/index-DiwrgTda.js"></script>
<link rel="stylesheet" crossorigin href="/assets/index-4f3a9c1b.css"></head><body><div id="root"></div></body></html>"""
LOVABLE = """<!doctype html><html lang="en"><head><title>calm-club-hub</title><meta name="description" content="Lovable Generated Project" />
<meta property="og:image" content="https://lovable.dev/opengraph-image-p98pqg.png" />
<script type="module" crossorigin src="/assets/index-4f3a9c1b.js"></script></head>
<body><div id="root"></div><script defer src="https://cdn.gpteng.co/gptengineer.js" type="module"></script></body></html>"""
CRA = """<!doctype html><html lang="en"><head><title>React App</title><script defer="defer" src="/static/js/main.a1b2c3d4.js"></script></head>
<body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body></html>"""
VUE = """<!DOCTYPE html><html lang=""><head><title>club</title><script defer src="/js/app.0f2d1c3b.js"></script></head><body>
<noscript><strong>We're sorry but club doesn't work properly without JavaScript enabled. Please enable it to continue.</strong></noscript>
<div id="app"></div></body></html>"""
ANGULAR = """<!doctype html><html lang="en"><head><base href="/"><title>Club</title><link rel="stylesheet" href="styles-ABCD1234.css"></head>
<body><app-root></app-root><script src="polyfills-B6TNHZQ6.js" type="module"></script><script src="main-QWERTYUI.js" type="module"></script></body></html>"""
SVELTEKIT = """<!doctype html><html lang="en"><head><link rel="modulepreload" href="/_app/immutable/entry/start.B2c3D4e5.js"></head>
<body data-sveltekit-preload-data="hover"><div style="display: contents"><script>
{ __sveltekit_1a2b = { base: "" }; Promise.all([ import("/_app/immutable/entry/start.B2c3D4e5.js") ]); }</script></div></body></html>"""
NEXT_LOADER = """<!DOCTYPE html><html lang="en"><head><title>Club</title><script src="/_next/static/chunks/webpack-5adebf9f62dc3001.js" async=""></script>
</head><body><div id="__next"><div class="spinner">Loading…</div></div><script>self.__next_f=self.__next_f||[]</script></body></html>"""
FLUTTER = """<!DOCTYPE html><html><head><base href="/"><title>club</title></head><body><script src="flutter_bootstrap.js" async></script></body></html>"""
SPLASH = """<!doctype html><title>Club</title><body><div id="app"><img src="/logo.svg"><p>Einen Moment bitte, die App wird geladen</p></div>
<noscript>Bitte aktivieren Sie JavaScript.</noscript><script src="/app.js"></script></body>"""

SHELLS = {
    "vite": VITE,
    "lovable": LOVABLE,
    "cra": CRA,
    "vue": VUE,
    "angular": ANGULAR,
    "sveltekit": SVELTEKIT,
    "next, a loader": NEXT_LOADER,
    "flutter": FLUTTER,
    "a splash screen": SPLASH,
}

NEXT_EXPORT = """<!DOCTYPE html><html lang="en"><head><title>Calm Club</title><script src="/_next/static/chunks/main-app-0f2d1c3b.js" async=""></script>
</head><body><header><a href="/">Calm Club</a><a href="/pricing">Pricing</a><a href="/login">Log in</a></header><main><h1>Grow calmly</h1></main>
<script>self.__next_f=self.__next_f||[]</script></body></html>"""
NUXT_LOGIN = """<!DOCTYPE html><html><head><script type="module" src="/_nuxt/DxV3kQ0a.js"></script></head><body><div id="__nuxt"><h1>Hello</h1>
<form><input type="email"><input type="password"><button>Go</button></form></div></body></html>"""
PLAIN = """<!doctype html><html><head><title>Club</title></head><body><h1>Welcome</h1></body></html>"""
COMING_SOON = """<!doctype html><title>Club</title><script async src="https://www.googletagmanager.com/gtag/js"></script><body><h1>Coming soon</h1></body>"""
WORDPRESS = """<!DOCTYPE html><html lang="de"><head><meta name="generator" content="WordPress 6.4.2" /><link rel='stylesheet'
href='https://club.example/wp-includes/css/dist/block-library/style.min.css?ver=6.4.2' /></head><body class="home"><h1>Willkommen</h1>
<p>Unsere Gemeinschaft trifft sich jeden Donnerstag.</p><script src="/wp-includes/js/jquery/jquery.min.js?ver=3.7.1"></script>
<a href="/wp-login.php">Anmelden</a></body></html>"""
GUARDED_TEXT = (
    """<!doctype html><title>Club</title><body><div id="root">"""
    + "Everything is here already. " * 12
    + """</div>
<noscript>Please enable JavaScript for the calendar.</noscript><script type="module" src="/assets/index-4f3a9c1b.js"></script></body>"""
)
EMPTY = "<html><body></body></html>"
NO_SCRIPT = """<div id="root"></div>"""

PAGES = {
    "next export": NEXT_EXPORT,
    "nuxt with a form": NUXT_LOGIN,
    "plain": PLAIN,
    "coming soon with analytics": COMING_SOON,
    "wordpress": WORDPRESS,
    "rendered on the server": GUARDED_TEXT,
    "an empty page": EMPTY,
    "a root and no script": NO_SCRIPT,
}
