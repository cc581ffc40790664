"""A headless Chromium, spoken to over its DevTools pipe: no port, no further package."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER = next(filter(None, map(shutil.which, NAMES)), None)
_PATIENCE = 60  #: seconds
_FLAGS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--hide-scrollbars",
)


class Tab:
    """One page. Everything that it asks of the network, and complains about, is kept."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers = commands, answers
        self._buffer, self._number, self._session = b"", 0, ""
        self.events: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.ask(f"{domain}.enable")
        self.ask("Page.setLifecycleEventsEnabled", enabled=True)

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            self.events.append(answer)
        assert "error" not in answer, (method, answer["error"])
        return answer["result"]

    def open(self, page: Path, fragment: str = "") -> None:
        """Load a file anew and wait until it is loaded."""
        self._go("about:blank")
        self.events.clear()
        self._go(page.as_uri() + fragment)

    def _go(self, url: str) -> None:
        loader = self.ask("Page.navigate", url=url)["loaderId"]
        while not any(map(partial(_loaded, loader), self.events)):
            self.events.append(self._next())

    def told(self, method: str) -> list[dict[str, Any]]:
        """The events of a kind since the page was asked for."""
        return [event for event in self.events if event["method"] == method]

    def run(self, script: str) -> Any:
        """The value of an expression, of a promise when it is kept."""
        done = self.ask(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def look(self, width: int = 1280, height: int = 900, *, dark: bool = False) -> None:
        """Take a size and a colour scheme."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", media="", features=[scheme])

    def picture(self) -> bytes:
        """What is to be seen, as PNG."""
        return base64.b64decode(self.ask("Page.captureScreenshot")["data"])

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._answers], [], [], _PATIENCE)
            part = os.read(self._answers, 1 << 16) if ready else b""
            assert part, "the browser went away, or hangs"
            self._buffer += part
        message, _, self._buffer = self._buffer.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found


def _loaded(loader: str, event: dict[str, Any]) -> bool:
    told = event.get("params", {})
    return (told.get("loaderId"), told.get("name")) == (loader, "load")


@contextmanager
def tab(profile: Path) -> Iterator[Tab]:
    """A tab of a browser of its own, with nobody's profile."""
    to_browser, commands = _pipe()
    answers, from_browser = _pipe()
    process = _started(profile, to_browser, from_browser)
    os.close(to_browser)
    os.close(from_browser)
    try:
        yield Tab(commands, answers)
    finally:
        os.close(commands)
        os.close(answers)
        os.kill(process, signal.SIGTERM)
        os.waitpid(process, 0)


def _started(profile: Path, to_browser: int, from_browser: int) -> int:
    """Its process. Chromium reads commands from descriptor 3 and answers on 4."""
    assert BROWSER
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return os.posix_spawn(
        BROWSER,
        [BROWSER, *_FLAGS, *sandbox, f"--user-data-dir={profile}"],
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_DUP2, to_browser, 3),
            (os.POSIX_SPAWN_DUP2, from_browser, 4),
        ],
    )


def _pipe() -> tuple[int, int]:
    """Both ends, numbered so that neither is in the way of 3 and 4."""
    low = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in low)
    for end in low:
        os.close(end)
    return high
