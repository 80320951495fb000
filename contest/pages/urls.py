"""Addresses of the shells of the three apps; what other parts of the site answer is not taken over."""

from django.urls import path, re_path

from contest.pages import views

SLUG = r"(?P<slug>[a-z0-9-]+)"
PARTS = "dang-ky|bang-xep-hang|ket-qua"
OWN_PAGES = "dang-nhap|tao-tai-khoan|quen-mat-khau|tai-khoan|tai-khoan/thu-dien-tu"
NOT_OURS = "api|_allauth|admin|static|media|published|_app"

urlpatterns = [
    path("", views.contestant, {"route": "/"}, name="home"),
    re_path(rf"^cuoc-thi/{SLUG}/?\Z", views.contest_page, name="contest-page"),
    re_path(rf"^cuoc-thi/{SLUG}/(?P<part>{PARTS})/?\Z", views.contest_page, name="contest-part"),
    *(path(page, views.contestant, {"route": f"/{page}"}) for page in OWN_PAGES.split("|")),
    path("thi", views.with_slash),
    path("thi/", views.paper, name="exam-room"),
    path("quan-ly", views.with_slash),
    re_path(r"^quan-ly/(?P<rest>(?!_app/).*)\Z", views.organizer, name="organizer"),
    re_path(rf"^(?P<rest>(?!(?:{NOT_OURS}|thi|quan-ly)(?:/|$)).+)\Z", views.unknown),
]
