"""The shells carry a contest's card and a policy that lets exactly their own inline scripts run."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client

from contest.pages import views
from contest.pages.shells import shell
from contest.queries.contest_cards import ContestCard

INLINE = "console.log(1)"
HASH = "sha256-" + base64.b64encode(hashlib.sha256(INLINE.encode()).digest()).decode()
PAGE = (
    f'<!doctype html><html lang="vi"><head><title>Thi</title><meta http-equiv="content-security-policy" '
    f"content=\"script-src 'self' '{HASH}'\"></head><body><script>{INLINE}</script>"
    "<noscript><p>Gọi <!-- hotline --></p></noscript></body></html>"
)
CARD = ContestCard(
    title='Tìm hiểu <Luật> & "Nghị định"',
    summary="Hai tuần, ba đợt",
    body_name="Sở Tư pháp",
    hotline="1900 0000",
)


@pytest.fixture(autouse=True)
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three built shells."""
    for name in ("CONTESTANT", "PAPER", "ORGANIZER"):
        page = tmp_path / name / "shell.html"
        page.parent.mkdir()
        page.write_text(PAGE, encoding="utf-8")
        monkeypatch.setattr(views, name, page)
    (tmp_path / "CONTESTANT" / "routes.json").write_text('{"/cuoc-thi/[slug]": ["_app/a.js", "_app/a.css"]}')
    monkeypatch.setattr(views, "contest_card", lambda *, slug: CARD if slug == "co-that" else None)
    return tmp_path


def test_a_contest_page_carries_its_card_escaped(client: Client) -> None:
    response = client.get("/cuoc-thi/co-that")
    html = response.content.decode()
    assert response.status_code == 200
    assert "<title>Tìm hiểu &lt;Luật&gt; &amp; &quot;Nghị định&quot;</title>" in html
    assert '<meta property="og:description" content="Hai tuần, ba đợt">' in html
    assert 'content="http://testserver/cuoc-thi/co-that"' in html
    assert '<a href="tel:19000000">1900 0000</a>' in html
    assert "<Luật>" not in html


def test_a_contest_page_hints_at_its_own_scripts_and_data(client: Client) -> None:
    html = client.get("/cuoc-thi/co-that").content.decode()
    assert '<link rel="modulepreload" href="/_app/a.js">' in html
    assert '<link rel="stylesheet" href="/_app/a.css">' in html
    assert 'href="/api/v1/contests/co-that/"' in html


def test_the_exam_room_names_its_script_before_the_page_has_arrived(client: Client, built: Path) -> None:
    assert not client.get("/thi/").has_header("Link")
    script = '<script type="module" src="/thi/_app/room.js"></script></head>'
    (built / "PAPER" / "shell.html").write_text(PAGE.replace("</head>", script), encoding="utf-8")
    shell(views.PAPER)
    assert client.get("/thi/")["Link"] == "</thi/_app/room.js>; rel=modulepreload"
    assert not client.get("/").has_header("Link")


def test_the_header_repeats_the_policy_of_the_page_and_forbids_framing(client: Client) -> None:
    response = client.get("/cuoc-thi/co-that")
    policy = response["Content-Security-Policy"]
    scripts = re.findall(r"<script>(.*?)</script>", response.content.decode())
    assert scripts == [INLINE]
    assert policy == f"script-src 'self' '{HASH}'; frame-ancestors 'none'"


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/dang-nhap",
        "/tai-khoan",
        "/cuoc-thi/co-that/bang-xep-hang",
        "/cuoc-thi/co-that/ket-qua",
        "/thi/",
        "/quan-ly/",
        "/quan-ly/cuoc-thi/co-that",
    ],
)
def test_deep_links_open(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert "must-revalidate" in response["Cache-Control"]


@pytest.mark.parametrize(
    "address", ["/cuoc-thi/khong-co", "/cuoc-thi/co-that/khac", "/khong/co/gi", "/dang-nhap/x"]
)
def test_what_does_not_exist_is_404_with_the_page_and_is_not_kept(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"
    assert b"<title>Thi</title>" in response.content


@pytest.mark.parametrize(
    "address", ["/api/v1/khong-co/", "/_app/khong-co.js", "/thi/khong-co", "/published/x"]
)
def test_addresses_of_others_never_get_a_page(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert INLINE.encode() not in response.content


def test_the_apps_are_found_without_their_last_slash(client: Client) -> None:
    response = client.get("/thi?round=7")
    assert response.status_code == 301
    assert response["Location"] == "/thi/?round=7"


def test_an_unchanged_page_is_not_sent_again(client: Client) -> None:
    etag = client.get("/")["ETag"]
    again = client.get("/", headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again.content == b""


def test_without_a_database_the_page_still_opens(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*, slug: str) -> ContestCard:
        raise OperationalError

    monkeypatch.setattr(views, "contest_card", lost)
    assert client.get("/cuoc-thi/co-that").status_code == 200


def test_nothing_built_is_said_and_retried(client: Client, built: Path) -> None:
    (built / "CONTESTANT" / "shell.html").unlink()
    response = client.get("/")
    assert response.status_code == 503
    assert "chuẩn bị" in response.content.decode()


def test_pages_only_answer_readers(client: Client) -> None:
    assert client.post("/").status_code == 405


@pytest.mark.parametrize(
    ("address", "kind"),
    [("/cuoc-thi/co-that", "text/html"), ("/quan-ly/", "text/html"), ("/api/v1/time/", "application/json")],
)
def test_a_failure_of_our_own_is_a_page_to_people_and_a_code_to_programs(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str, kind: str
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(views, "shell", breaks)
    monkeypatch.setattr("rest_framework.views.APIView.dispatch", breaks)
    client.raise_request_exception = False
    response = client.get(address)
    assert response.status_code == 500
    assert response["Content-Type"].startswith(kind)
    assert b"server_error" in response.content
    assert (b"<h1>" in response.content) == (kind == "text/html")
