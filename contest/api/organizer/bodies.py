"""Bodies: their people, and what they tell others about data."""

from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from msgspec import Struct
from rest_framework.request import Request

from contest.api.base import StaffView
from contest.api.bodies import read, reply
from contest.api.organizer.inputs import Line, NoticeText, said
from contest.queries.organizing import RoleRow, StaffBody, roles_on, staff_bodies
from contest.queries.staff import Act, NotFound, body_for
from contest.services.end_body_role import end_body_role
from contest.services.grant_body_role import grant_body_role
from contest.services.write_privacy_notice import write_privacy_notice


class StaffBodies(Struct, frozen=True):
    """The bodies on which the person has a role."""

    bodies: list[StaffBody]


class NewNotice(Struct, frozen=True):
    """A privacy notice, and the legal basis on which data is asked for."""

    text: NoticeText
    legal_basis: Line
    asks_to_publish_names: bool = True


class BodyRoles(Struct, frozen=True):
    """Everybody who has a role on the body."""

    roles: list[RoleRow]


class NewBodyRole(Struct, frozen=True):
    """A role for the account with this login name."""

    username: Line
    role: Literal["AUTHOR", "REVIEWER", "MANAGER"]


class Bodies(StaffView):
    """My bodies."""

    @extend_schema(operation_id="organizer_bodies", responses=StaffBodies)
    def get(self, request: Request) -> HttpResponse:
        """The bodies on which I have a role, with what I may do."""
        return reply(StaffBodies(staff_bodies(user_id=self.user_id)))


class PrivacyNotices(StaffView):
    """What a body tells people about their data."""

    @extend_schema(
        operation_id="organizer_privacy_notice_write", request=NewNotice, responses={201: StaffBodies}
    )
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Add a version; contests choose one."""
        body = body_for(user_id=self.user_id, slug=slug, act=Act.MANAGE_BODY)
        given = read(request, NewNotice)
        write_privacy_notice(
            body_id=body.pk,
            text=said(given.text),
            legal_basis=given.legal_basis,
            asks_to_publish_names=given.asks_to_publish_names,
            actor_id=self.user_id,
            now=timezone.now(),
        )
        return reply(StaffBodies(staff_bodies(user_id=self.user_id)), status=201)


class RolesOnBody(StaffView):
    """Roles on a body."""

    @extend_schema(operation_id="organizer_body_roles", responses=BodyRoles)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """Who has which role."""
        body = body_for(user_id=self.user_id, slug=slug, act=Act.SEE_BODY)
        return reply(BodyRoles(roles_on(body_id=body.pk)))

    @extend_schema(operation_id="organizer_body_role_grant", request=NewBodyRole, responses={201: BodyRoles})
    def post(self, request: Request, slug: str) -> HttpResponse:
        """Give a person a role."""
        body = body_for(user_id=self.user_id, slug=slug, act=Act.MANAGE_BODY)
        given = read(request, NewBodyRole)
        grant_body_role(
            body_id=body.pk,
            username=given.username,
            role=given.role,
            actor_id=self.user_id,
            now=timezone.now(),
        )
        return reply(BodyRoles(roles_on(body_id=body.pk)), status=201)


class OneRoleOnBody(StaffView):
    """One role of one person."""

    @extend_schema(operation_id="organizer_body_role_end", responses=BodyRoles)
    def delete(self, request: Request, slug: str, membership_id: UUID) -> HttpResponse:
        """End it from now on."""
        body = body_for(user_id=self.user_id, slug=slug, act=Act.MANAGE_BODY)
        if not end_body_role(
            body_id=body.pk, role_id=membership_id, actor_id=self.user_id, now=timezone.now()
        ):
            raise NotFound
        return reply(BodyRoles(roles_on(body_id=body.pk)))
