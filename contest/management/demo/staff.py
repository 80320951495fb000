"""The body of the demo and the accounts of its staff."""

import secrets
from datetime import datetime

from msgspec import Struct

from contest.accounts.models import Body, BodyMembership, PrivacyNotice, User
from contest.models import ContestRole

BODY = "so-tu-phap-trinh-dien"
Role = ContestRole.Role
BodyRole = BodyMembership.Role


class StaffAccount(Struct, frozen=True):
    """An account of the demo: what it is for, and the roles it has on the body and in its contests."""

    username: str
    name: str
    body_roles: tuple[str, ...] = ()
    contest_roles: tuple[str, ...] = ()


STAFF = (
    StaffAccount("to-chuc", "Cán bộ tổ chức", (BodyRole.MANAGER,), (Role.ORGANISER,)),
    StaffAccount("soan-cau-hoi", "Người soạn câu hỏi", (BodyRole.AUTHOR,)),
    StaffAccount("duyet-cau-hoi", "Người duyệt câu hỏi", (BodyRole.REVIEWER,)),
    StaffAccount("phe-duyet", "Trưởng ban tổ chức", (), (Role.APPROVER,)),
    StaffAccount("thu-ky", "Thư ký", (), (Role.SECRETARY,)),
    StaffAccount("giam-khao", "Giám khảo", (), (Role.JUDGE,)),
    StaffAccount("truong-giam-khao", "Trưởng ban giám khảo", (), (Role.CHIEF_JUDGE,)),
    StaffAccount("giam-sat", "Người giám sát", (), (Role.OBSERVER,)),
    StaffAccount("truc-ho-tro", "Người trực hỗ trợ", (), (Role.HELPER,)),
)
NOTICE = (
    "Đây là bản trình diễn. Khi bạn đăng ký, hệ thống lưu họ tên, ngày sinh, đơn vị và số điện thoại bạn "
    "nhập để nhận diện lượt thi và liên hệ khi cần. Dữ liệu được mã hóa, không dùng cho việc khác và được "
    "xóa theo yêu cầu của bạn. Tên của bạn chỉ hiện trên bảng xếp hạng nếu bạn đồng ý."
)
NOTICE_IN_ENGLISH = (
    "This is a demonstration. When you register, the system keeps the name, birth date, unit and phone "
    "number you type in, to recognise your attempts and to reach you if need be. The data is encrypted, "
    "used for nothing else and erased when you ask. Your name appears on boards only if you agree."
)


def demo_body(*, now: datetime) -> Body:
    """The body with its privacy notice, made when first asked for."""
    body, _ = Body.objects.get_or_create(
        slug=BODY,
        defaults={
            "kind": Body.Kind.STATE,
            "name": {"vi": "Sở Tư pháp (bản trình diễn)", "en": "Department of Justice (demonstration)"},
            "address": "Địa chỉ chỉ để trình diễn",
            "phone": "0000 000 000",
            "email": "trinh-dien@example.org",
            "hotline": "0000 000 000",
            "hotline_hours": {
                "vi": "7 giờ 30 đến 17 giờ, thứ Hai đến thứ Sáu",
                "en": "7:30 to 17:00, Monday to Friday",
            },
            "signatory_title": "Giám đốc",
            "responsible_person": "Bộ phận trình diễn",
            "storage_prefix": BODY,
        },
    )
    PrivacyNotice.objects.get_or_create(
        body=body,
        version=1,
        defaults={
            "text": {"vi": NOTICE, "en": NOTICE_IN_ENGLISH},
            "purposes": [
                {"code": "TAKE_PART", "required": True, "legal_basis": "Sự đồng ý của người dự thi"},
                {"code": "PUBLISH_NAME", "required": False, "legal_basis": "Sự đồng ý của người dự thi"},
            ],
            "published_at": now,
        },
    )
    return body


def demo_staff(*, body: Body, now: datetime, new_passwords: bool) -> dict[str, str]:
    """The passwords of accounts that got one now, by login name; they are kept nowhere else."""
    given: dict[str, str] = {}
    for account in STAFF:
        user = User.objects.filter(username=account.username).first()
        if user is None or new_passwords:
            given[account.username] = password = secrets.token_urlsafe(9)
            user = user or User(username=account.username, display_name=account.name)
            user.set_password(password)
            user.save()
        for role in account.body_roles:
            BodyMembership.objects.get_or_create(
                body=body, user=user, role=role, ended_at=None, defaults={"granted_at": now}
            )
    return given
