"""The permission every endpoint has until it names another."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission

if TYPE_CHECKING:  # the framework reads this class while its views are still being imported
    from rest_framework.request import Request
    from rest_framework.views import APIView


class Nobody(BasePermission):
    """Denies: an endpoint that forgot to say who may is closed."""

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        return False
