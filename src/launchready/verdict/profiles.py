"""Which areas a purpose needs, and how levels move with it: data, not code in checks."""

from launchready.model.policy import Profile
from launchready.model.words import Area, Level

PUBLIC_FACE = (
    "dns/canonical-missing",
    "dns/servfail",
    "hosts/required-down",
    "hosts/login-wall",
    "redirects/loop",
    "redirects/downgrade",
    "redirects/foreign-host",
    "redirects/split",
    "tls/https-missing",
    "tls/untrusted",
    "tls/wrong-host",
    "tls/expired",
)
"""What must have been answered before the public face counts as looked at."""

DEMO = Profile(
    name="demo",
    required={
        Area.PUBLIC_FACE: PUBLIC_FACE,
        Area.MAIL: (),
        Area.MEMBERS_DATA: (),
        Area.DEMO_PATH: (),
    },
    # Nobody pays at a demo, and a test card is what its host has at hand.
    levels={"config/payment-test-mode": {Level.BLOCKER: Level.OPTIONAL, Level.IMPORTANT: Level.OPTIONAL}},
)

PAID_LAUNCH = Profile(
    name="paid-launch",
    required={**DEMO.required, Area.SECRETS: (), Area.SPEED: (), Area.WATCH: ()},
    levels={"hosts/asleep": {Level.IMPORTANT: Level.BLOCKER}},
)

GROWING = Profile(
    name="growing",
    required={**PAID_LAUNCH.required, Area.HANDOVER: ()},
    levels=PAID_LAUNCH.levels,
)

PROFILES = {profile.name: profile for profile in (DEMO, PAID_LAUNCH, GROWING)}
"""By the name that `--profile` takes; `demo` is the default."""
