"""Question files on their way into a bank: sent, read, accepted."""

from typing import Any
from uuid import UUID

from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from msgspec import Struct
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from contest.api.base import StaffView
from contest.api.bodies import reply
from contest.api.params import text_param
from contest.queries.banks import RegulationChoice, regulation_choices
from contest.queries.staff import Act, bank_for, import_for
from contest.services.send_import import send_import
from contest.services.store_accepted import store_accepted
from quizzes.formats.archives import MAX_FILE_BYTES, FileTooLarge
from quizzes.queries.imports import ImportDetail, import_detail
from quizzes.refusals import FieldsNotValid

# What the other parts of the form may weigh.
_AROUND_THE_FILE = 64 * 1024


class Regulations(Struct, frozen=True):
    """Regulations a file may stand on."""

    regulations: list[RegulationChoice]


class StopsAtTheLimit(TemporaryFileUploadHandler):
    """Breaks off an upload that says nothing of its size and grows past the limit."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep the chunk, or refuse the file."""
        if start + len(raw_data) > MAX_FILE_BYTES:
            raise FileTooLarge(limit=MAX_FILE_BYTES)
        super().receive_data_chunk(raw_data, start)


class BankImports(StaffView):
    """Files for a bank."""

    parser_classes = (MultiPartParser,)

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """Set the limit before anything, the CSRF check included, reads the body."""
        request.upload_handlers = [StopsAtTheLimit(request)]
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse by the announced size first of all: nobody waits for 50 MB to hear no."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_FILE_BYTES + _AROUND_THE_FILE:
            raise FileTooLarge(limit=MAX_FILE_BYTES)
        super().initial(request, *args, **kwargs)

    @extend_schema(
        operation_id="organizer_import_send",
        request={
            "multipart/form-data": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "string", "format": "binary"},
                    "regulation": {"type": "string", "format": "uuid"},
                },
            }
        },
        responses={202: ImportDetail},
    )
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Send a workbook; it is read in the background and nothing enters the bank yet."""
        bank = bank_for(user_id=self.user_id, slug=slug, act=Act.WRITE_QUESTIONS)
        uploaded = request.FILES.get("file")
        if uploaded is None:
            raise FieldsNotValid(fields={"file": [{"code": "required"}]})
        sent = send_import(
            bank_id=bank.pk,
            file_name=uploaded.name or "",
            content=uploaded.read(),
            regulation_id=_regulation(request.POST.get("regulation")),
            asked_by_id=self.user_id,
            now=timezone.now(),
        )
        return reply(import_detail(import_id=sent.pk, bodies=[bank.owner_id]), status=202)


class OneImport(StaffView):
    """One file."""

    @extend_schema(operation_id="organizer_import", responses=ImportDetail)
    def get(self, request: Request, import_id: UUID) -> HttpResponse:
        """How far it is, and its report."""
        found = import_for(user_id=self.user_id, import_id=import_id, act=Act.WRITE_QUESTIONS)
        return reply(import_detail(import_id=found.pk, bodies=[found.bank.owner_id]))


class ImportAcceptance(StaffView):
    """A person's yes to a report."""

    @extend_schema(operation_id="organizer_import_accept", request=None, responses={202: ImportDetail})
    def post(self, request: Request, import_id: UUID) -> HttpResponse:
        """Let the taken rows into the bank."""
        found = import_for(user_id=self.user_id, import_id=import_id, act=Act.WRITE_QUESTIONS)
        store_accepted(import_id=found.pk, accepted_by_id=self.user_id, now=timezone.now())
        return reply(import_detail(import_id=found.pk, bodies=[found.bank.owner_id]), status=202)


class RegulationSearch(StaffView):
    """The law library, to choose from."""

    @extend_schema(
        operation_id="organizer_regulations",
        parameters=[OpenApiParameter("q", str, description="Words of its title, or its number")],
        responses=Regulations,
    )
    def get(self, request: Request) -> HttpResponse:
        """Regulations by words of their title or number."""
        return reply(Regulations(regulation_choices(text=text_param(request, "q"))))


def _regulation(given: object) -> UUID | None:
    try:
        return UUID(str(given)) if given else None
    except ValueError:
        raise FieldsNotValid(fields={"regulation": [{"code": "invalid"}]}) from None
