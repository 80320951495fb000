"""Pages for support staff: to look, never to change."""

from collections.abc import Sequence

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # takes a parameter in the stubs only
    """Seen by whoever may read the support pages; changed by nobody here, since services alone write.

    A row shows what its list shows and what `also` names. A column that nobody named stays unseen.
    """

    also: Sequence[str] = ()
    show_full_result_count = False
    list_per_page = 50
    actions = None

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """The columns of one row's page."""
        return ("id", *self.list_display, *self.also)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Support staff, whatever single permissions they were given."""
        return bool(request.user.is_active and request.user.is_staff)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The same for the list of pages."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False
