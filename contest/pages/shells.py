"""The built page of an app («shell»): read once a build, with its policy and what a request puts in.

The build writes the policy with the hashes of its inline scripts into the page; the header repeats it and
adds what a page cannot say about itself. So the two cannot differ.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from contest.queries.contest_cards import ContestCard

POLICY = re.compile(r'<meta http-equiv="content-security-policy" content="([^"]*)">')
SCRIPT = re.compile(r'<script type="module" src="([^"]+)"></script>')
TITLE = re.compile(r"<title>[^<]*</title>")
HOTLINE = "<!-- hotline -->"
ONLY_IN_HEADER = "frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Shell:
    """The page of an app as it was built.

    `files` maps a route of the app to what it loads before it can show itself, beyond what every page loads.
    """

    html: str
    policy: str
    files: dict[str, list[str]]

    @property
    def script(self) -> str | None:
        """Address of the one script of an app that is one script."""
        found = SCRIPT.search(self.html)
        return found and found[1]

    def page(
        self, *, card: ContestCard | None = None, address: str = "", route: str = "", data: Sequence[str] = ()
    ) -> str:
        """The page with a contest's card and with what `route` loads and the `data` it asks for, at once."""
        files = [f"/{name}" for name in self.files.get(route, [])]
        html = self.html.replace("</head>", f"{_hints(files, data)}</head>", 1)
        if card is None:
            return html
        head = f"<title>{escape(card.title)}</title>{_open_graph(card, address)}"
        return TITLE.sub(lambda _: head, html, count=1).replace(HOTLINE, _hotline(card.hotline))


def shell(page: Path) -> Shell | None:
    """The built page at this path, None where nothing was built. Read again when the build has changed."""
    try:
        stamp = page.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _read(page, stamp)


def etag_of(html: str) -> str:
    """A strong validator of a page."""
    return f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'


@lru_cache(maxsize=8)
def _read(page: Path, stamp: int) -> Shell:
    html = page.read_text(encoding="utf-8")
    found = POLICY.search(html)
    if found is None:
        raise ValueError(f"{page} was built without a content security policy")
    routes = page.parent / "routes.json"
    files = json.loads(routes.read_text(encoding="utf-8")) if routes.exists() else {}
    return Shell(html=html, policy=f"{found[1]}; {ONLY_IN_HEADER}", files=files)


def _hints(files: Sequence[str], data: Sequence[str]) -> SafeString:
    styles = format_html_join(
        "", '<link rel="stylesheet" href="{}">', ((name,) for name in files if name.endswith(".css"))
    )
    scripts = format_html_join(
        "", '<link rel="modulepreload" href="{}">', ((name,) for name in files if name.endswith(".js"))
    )
    fetches = format_html_join(
        "", '<link rel="preload" as="fetch" crossorigin="anonymous" href="{}">', ((one,) for one in data)
    )
    return styles + scripts + fetches


def _open_graph(card: ContestCard, address: str) -> SafeString:
    description = card.summary or card.body_name
    return format_html(
        '<meta name="description" content="{}">'
        '<meta property="og:type" content="website"><meta property="og:locale" content="vi_VN">'
        '<meta property="og:site_name" content="{}"><meta property="og:title" content="{}">'
        '<meta property="og:description" content="{}"><meta property="og:url" content="{}">',
        description,
        card.body_name,
        card.title,
        description,
        address,
    )


def _hotline(phone: str) -> SafeString:
    if not phone:
        return SafeString("")
    return format_html('<a href="tel:{}">{}</a>', re.sub(r"[^+\d]", "", phone), phone)
