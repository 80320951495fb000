"""The web server's file: nginx itself judges it where it is installed, its main decisions are read anyway."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

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
    assert any(words[0] == "error_page" for words, _ in found["~ ^/(api|_allauth)/"])  # a code, no page
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


def test_nginx_takes_the_file(tmp_path: Path) -> None:
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/opt/nginx/sbin")
    if program is None:
        pytest.skip("not run: no nginx on this machine to judge deploy/nginx.conf")
    text = (
        (DEPLOY / "nginx.conf")
        .read_text(encoding="utf-8")
        .replace("/etc/nginx/proxy.conf", str(DEPLOY / "proxy.conf"))
    )
    text = re.sub(r"server web:8000 resolve", "server 127.0.0.1:8000", text)
    text = re.sub(
        r"/dev/std(out|err)|/tmp/nginx.pid",
        lambda match: str(tmp_path / match.group(0).rsplit("/")[-1]),
        text,
    )
    (tmp_path / "nginx.conf").write_text(text, encoding="utf-8")
    subprocess.run([program, "-t", "-c", tmp_path / "nginx.conf", "-p", tmp_path], check=True)
