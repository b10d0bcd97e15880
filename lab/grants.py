"""What the lab's owners hand over: an account, by which control is proven, and two test members."""

import base64
import hashlib

from lab.community import MEMBERS

SECRET = "6c61756e636872656164792d6c61622d6163636f756e742d7365637265742121"


def proof(host: str) -> str:
    """What stands in the DNS of a host to prove that the holder of the account controls it."""
    digest = hashlib.sha256(SECRET.encode() + host.encode()).digest()
    return "launchready-proof=v1:" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def environment(*, browser: bool) -> dict[str, str]:
    """The environment of an audit: the account, the members that a config may name, and whether there is a browser."""
    (a, a_password), (b, b_password) = MEMBERS.items()
    people = {"LAB_A_USER": a, "LAB_A_PASSWORD": a_password, "LAB_B_USER": b, "LAB_B_PASSWORD": b_password}
    return {"LAUNCHREADY_ACCOUNT_SECRET": SECRET, **people, **({} if browser else {"LAUNCHREADY_BROWSER": "off"})}
