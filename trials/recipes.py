"""Real web applications as people install them: what to fetch, how to make one ready, how to start it on an address."""

from dataclasses import dataclass

ADDRESS = "127.53.2.20"  # in the lab, beside its own application server


@dataclass(frozen=True, slots=True)
class Recipe:
    """One application. `make` and `start` are shell lines in its own folder; `$PORT` and `$HOST` are set."""

    name: str
    manager: str  # pip | npm
    packages: tuple[str, ...]
    start: str
    make: str = "true"
    path: str = "/"
    seconds: float = 30  # until it answers

    @property
    def zone(self) -> str:
        return f"{self.name}-app.example"


RADICALE = (
    'printf "[auth]\\ntype = htpasswd\\nhtpasswd_filename = users\\nhtpasswd_encryption = plain\\n[storage]\\n'
    'filesystem_folder = store\\n" > config; printf "sample:only-a-sample\\n" > users'
)
DJANGO_HOST = (
    'printf \'ALLOWED_HOSTS = ["*"]\\nDEBUG = False\\nSECRET_KEY = "only-a-sample"\\n'
    'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\\nSESSION_COOKIE_SECURE = True\\n'
    "CSRF_COOKIE_SECURE = True\\n' >> club/settings/%s"
)
RECIPES = (
    Recipe(
        "wagtail",
        "pip",
        ("wagtail", "gunicorn", "whitenoise"),
        make="test -d club || (bin/wagtail start club . && " + DJANGO_HOST % "production.py" + " && "
        'sed -i \'s/"django.middleware.security.SecurityMiddleware",/"django.middleware.security.SecurityMiddleware", '
        '"whitenoise.middleware.WhiteNoiseMiddleware",/\' club/settings/base.py) && '
        "export DJANGO_SETTINGS_MODULE=club.settings.production && bin/python manage.py migrate -v0 && "
        "bin/python manage.py collectstatic --noinput -v0",
        start="DJANGO_SETTINGS_MODULE=club.settings.production exec bin/gunicorn -b $HOST:$PORT -w 1 club.wsgi",
    ),
    Recipe(
        "datasette", "pip", ("datasette", "setuptools"), start="exec bin/datasette serve --memory -h $HOST -p $PORT"
    ),
    Recipe(
        "radicale", "pip", ("radicale",), make=RADICALE, start="exec bin/radicale --config config --hosts $HOST:$PORT"
    ),
    Recipe(
        "streamlit",
        "pip",
        ("streamlit",),
        make='printf \'import streamlit as st\\nst.title("Sample club")\\nst.write("240 members")\\n\' > app.py',
        start="exec bin/streamlit run app.py --server.address $HOST --server.port $PORT --server.headless true "
        "--browser.gatherUsageStats false",
    ),
    Recipe("node-red", "npm", ("node-red",), start="exec node_modules/.bin/node-red -u data -p $PORT -D uiHost=$HOST"),
    Recipe(
        "tiddlywiki",
        "npm",
        ("tiddlywiki",),
        make="test -d wiki || node_modules/.bin/tiddlywiki wiki --init server",
        start="exec node_modules/.bin/tiddlywiki wiki --listen host=$HOST port=$PORT",
    ),
    Recipe(
        "reveal-md",
        "npm",
        ("reveal-md",),
        make="printf '# Sample club\\n\\n---\\n\\n240 members\\n' > talk.md",
        start="exec node_modules/.bin/reveal-md talk.md --host $HOST --port $PORT --disable-auto-open",
    ),
)
