"""Short ways to say what lay open at a host."""

from launchready.facts.exposed import ExposedFiles, ExposedTools, Opened, Shape
from launchready.model.subject import Subject

HOST = "club.example"


def opened(path: str, shape: Shape, **more) -> Opened:
    return Opened(
        url=f"https://{HOST}{path}",
        path=path,
        shape=shape,
        **{"status": 200, "content_type": "text/plain", "size": 120, "digest": "0a1b2c3d", "filled": True, **more},
    )


def files(*found: Opened, host: str = HOST, **more) -> ExposedFiles:
    return ExposedFiles(subject=Subject.host(host), asked=("/.env", "/.git/config"), found=found, **more)


def tools(*found: Opened, host: str = HOST, **more) -> ExposedTools:
    return ExposedTools(subject=Subject.host(host), asked=("/actuator/env",), found=found, **more)
