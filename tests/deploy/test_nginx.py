"""The web server's file: nginx itself judges it where it is installed, its main decisions are read anyway."""

import contextlib
import http.client
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from contest.config.embedded.ports import free_loopback_ports
from quizzes.formats.archives import MAX_FILE_BYTES

DEPLOY = Path(__file__).parents[2] / "deploy"
TOKEN = re.compile(r"""\s*(?:\#[^\n]*|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{};]|[^\s{};"']+))""")

Directive = tuple[list[str], list["Directive"] | None]


def parsed(text: str) -> list[Directive]:
    """The directives with their blocks; raises ValueError where braces or semicolons do not add up."""
    stack: list[list[Directive]] = [[]]
    words: list[str] = []
    for token in filter(None, (match.group(1) for match in TOKEN.finditer(text))):
        if token == ";" and words:
            stack[-1].append((words, None))
            words = []
        elif token == "{" and words:
            inner: list[Directive] = []
            stack[-1].append((words, inner))
            stack.append(inner)
            words = []
        elif token == "}" and not words and len(stack) > 1:
            stack.pop()
        elif token in ("{", "}", ";"):
            raise ValueError(f"unexpected {token} after {stack[-1][-1:]} {words}")
        else:
            words.append(token)
    if words or len(stack) != 1:
        raise ValueError(f"the file ends inside a block or directive: {words}")
    return stack[0]


def locations() -> dict[str, list[Directive]]:
    top = parsed((DEPLOY / "nginx.conf").read_text(encoding="utf-8"))
    http = next(block for words, block in top if words == ["http"] and block is not None)
    server = next(block for words, block in http if words == ["server"] and block is not None)
    return {
        " ".join(words[1:]): block for words, block in server if words[0] == "location" and block is not None
    }


@pytest.mark.parametrize("text", ["a {", "a }", "a b", "{ }", "a;;"])
def test_the_reader_notices_what_does_not_add_up(text: str) -> None:
    with pytest.raises(ValueError, match=r"unexpected|ends inside"):
        parsed(text)


def test_metrics_stay_inside_and_the_incident_page_needs_no_application() -> None:
    found = locations()
    assert (["return", "404"], None) in found["= /metrics"]
    incident = found["= /incident.html"]
    assert (["ssi", "on"], None) in incident
    assert not any(words[0] in ("proxy_pass", "include") for words, _ in incident)
    for place in ("~ ^/(api|_allauth)/", "~ ^/api/v1/organizer/banks/[^/]+/imports/$"):  # a code, no page
        assert (["include", "programs.conf"], None) in found[place]
    assert any(words[0] == "alias" for words, _ in found["/published/"])


def test_the_proxy_tells_the_application_who_asks() -> None:
    told = {
        words[1]
        for words, _ in parsed((DEPLOY / "proxy.conf").read_text("utf-8"))
        if words[0] == "proxy_set_header"
    }
    assert {"Host", "X-Forwarded-For", "X-Forwarded-Proto"} <= told


def test_the_incident_page_stands_alone_and_says_what_is_safe() -> None:
    page = (DEPLOY / "incident.html").read_text(encoding="utf-8")
    assert '<html lang="vi">' in page
    assert not re.search(r"""(src|href)=["'](?!["'])""", page.replace('href=""', ""))
    assert "câu trả lời đã lưu được giữ nguyên" in page
    assert '<!--# include virtual="/incident-hotline.html" stub="no-hotline" -->' in page


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an nginx with our file: built files and boards are there, the application is not."""
    program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin:/opt/nginx/sbin")
    if program is None:
        pytest.skip("not run: no nginx on this machine to judge deploy/nginx.conf")
    place = tmp_path_factory.mktemp("nginx")
    for name, content in FILES.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    shutil.copy(DEPLOY / "incident.html", place / "www")
    for name in ("programs.conf", "proxy.conf"):
        shutil.copy(DEPLOY / name, place)
    (port,) = free_loopback_ports([None])
    (place / "nginx.conf").write_text(_here(program, place, port), encoding="utf-8")
    command: list[str | Path] = [program, "-c", place / "nginx.conf", "-p", place]
    subprocess.run([*command, "-t"], check=True)
    # started by root, it would read as nobody what only root may read here
    process = subprocess.Popen([*command, "-g", f"daemon off;{' user root;' if os.geteuid() == 0 else ''}"])
    address = f"127.0.0.1:{port}"
    for _ in range(100):
        with contextlib.suppress(OSError):
            asked(address, "/healthz")
            break
        time.sleep(0.05)
    yield address
    process.terminate()
    process.wait(10)


FILES = {
    "www/_app/immutable/a.js": b"plain",
    "www/_app/immutable/a.js.br": b"small",
    "www/robots.txt": b"robots",
    "published/board.json": b"{}",
    "incident/hotline.html": b"<p>0236 000 000</p>",
}


def _here(program: str, place: Path, port: int) -> str:
    """Our file with the paths and ports of this machine, where the application does not answer."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    here = {
        "include mime.types;": "types { text/javascript js; text/html html; text/plain txt; }",
        "server web:8000 resolve": "server 127.0.0.1:9",
        "listen 8080": f"listen 127.0.0.1:{port}",
        "/dev/stdout": str(place / "access.log"),
        "/dev/stderr": str(place / "error.log"),
        " /tmp/": f" {place}/",
        " /srv/": f" {place}/",
    }
    assert all(ours in text for ours in here)
    text = re.sub("|".join(map(re.escape, here)), lambda found: here[found[0]], text)
    built = subprocess.run([program, "-V"], capture_output=True, text=True, check=True).stderr
    return text if "gzip_static" in built else text.replace("gzip_static on;", "")


def asked(address: str, path: str, **headers: str) -> tuple[int, bytes, Message]:
    with contextlib.closing(http.client.HTTPConnection(address, timeout=5)) as connection:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=named)
        reply = connection.getresponse()
        return reply.status, reply.read(), reply.headers


@pytest.mark.parametrize("accepted", ["br", "gzip, deflate, br, zstd", "gzip;q=0.5, br;q=1.0", "BR ;q=0.8"])
def test_a_built_file_comes_as_brotli_to_whoever_reads_it(nginx: str, accepted: str) -> None:
    status, body, headers = asked(nginx, "/_app/immutable/a.js", Accept_Encoding=accepted)
    assert (status, body) == (200, b"small")
    assert headers.get_all("Content-Type") == ["text/javascript; charset=utf-8"]
    assert headers.get_all("Content-Encoding") == ["br"]
    assert headers.get_all("Vary") == ["Accept-Encoding"]
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("accepted", ["gzip", "identity", "br;q=0", "gzip, br;q=0.000", "brotli"])
def test_a_built_file_comes_plain_to_everybody_else(nginx: str, accepted: str) -> None:
    status, body, headers = asked(nginx, "/_app/immutable/a.js", Accept_Encoding=accepted)
    assert (status, body) == (200, b"plain")
    assert headers["Content-Encoding"] is None
    assert headers["Content-Type"].startswith("text/javascript")
    assert asked(nginx, "/robots.txt", Accept_Encoding="br")[:2] == (200, b"robots")
    assert asked(nginx, "/_app/immutable/a.js.br")[0] in (404, 503)


def test_without_the_application_there_is_a_page_for_people_and_a_code_for_programs(nginx: str) -> None:
    status, body, headers = asked(nginx, "/cuoc-thi/mot")
    assert status == 503
    assert headers["Retry-After"] == "60"
    assert b"0236 000 000" in body
    status, body, headers = asked(nginx, "/api/v1/contests/")
    assert (status, json.loads(body)) == (503, {"code": "unavailable", "details": {"wait_seconds": 10}})
    assert headers["Retry-After"] == "10"
    assert headers["Content-Type"].startswith("application/json")
    assert asked(nginx, "/published/board.json")[:2] == (200, b"{}")
    assert asked(nginx, "/metrics")[0] == 404


FILE = "/api/v1/organizer/banks/mot/imports/"
ANSWERS = "/api/v1/attempts/0198c0de-0000-7000-8000-000000000000/answers/"
FILE_LIMIT = {"code": "file_too_large", "details": {"limit": MAX_FILE_BYTES}}
LIMIT = {"code": "too_large", "details": {}}


@pytest.mark.parametrize(
    ("path", "size", "status", "said"),
    [
        (FILE, 50 * 1024 * 1024, 413, FILE_LIMIT),
        (FILE, MAX_FILE_BYTES, None, None),
        (ANSWERS, 2 * 1024 * 1024, 413, LIMIT),
        ("/_allauth/browser/v1/auth/login", 26 * 1024 * 1024, 413, LIMIT),
    ],
)
def test_what_is_too_large_is_refused_at_the_door_with_its_code(
    nginx: str, path: str, size: int, status: int | None, said: object
) -> None:
    """By its announced size: nothing of it reaches the application, which would hang up in the middle, and
    nothing waits in memory."""
    with contextlib.closing(http.client.HTTPConnection(nginx, timeout=1)) as connection:
        connection.putrequest("POST", path)
        connection.putheader("Content-Length", str(size))
        connection.endheaders(b"PK")
        if status is None:
            with pytest.raises(TimeoutError):  # the rest is waited for
                connection.getresponse()
            return
        reply = connection.getresponse()
        assert reply.status == status
        assert reply.headers.get_content_type() == "application/json"
        assert json.loads(reply.read()) == said
