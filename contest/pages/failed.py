"""The page for an address whose own page could not be made: it needs no build, no database and no script."""

from django.http import HttpRequest, HttpResponse

PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Trang này chưa mở được</title>
<style>
:root { color-scheme: light dark; --surface: #fdfcf9; --text: #1b1a17; --accent: #b3261e; --line: #dfdad0 }
@media (prefers-color-scheme: dark) {
  :root { --surface: #161512; --text: #f1eee7; --accent: #f2857c; --line: #3a3730 }
}
body { margin: 0; background: var(--surface); color: var(--text); font: 1.125rem/1.55 system-ui, sans-serif }
main { max-width: 36rem; margin: 0 auto; padding: 2rem 1rem }
h1 { font-size: 1.75rem; line-height: 1.45 }
.again { display: inline-block; padding: 0 1.5rem; border-radius: 8px; background: var(--accent);
  color: var(--surface); font-weight: 600; line-height: 52px; text-decoration: none }
a:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px }
[lang=en] { margin-top: 2rem; padding-top: 1rem; border-top: 1px solid var(--line) }
small { opacity: .75 }
</style>
</head>
<body>
<main>
<h1>Trang này chưa mở được</h1>
<p>Máy chủ gặp lỗi khi mở trang. Lỗi không phải do máy hay mạng của bạn.
Bài thi và các câu trả lời đã lưu vẫn được giữ nguyên.</p>
<p><a class="again" href="">Tải lại trang</a></p>
<p>Nếu vẫn không được, bạn chờ ít phút, hoặc gọi số trực hỗ trợ ghi trong thể lệ cuộc thi.</p>
<p><small>Mã để báo hỗ trợ: server_error</small></p>
<p lang="en">This page could not be opened; the fault is ours. Saved answers are kept. Please reload.</p>
</main>
</body>
</html>
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


def failed(request: HttpRequest) -> HttpResponse:
    """What happened, what is safe, what to do."""
    response = HttpResponse(PAGE, status=500)
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "no-store"
    return response
