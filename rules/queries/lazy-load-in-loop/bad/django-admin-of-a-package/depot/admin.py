from django.contrib import admin
from fancy_admin_theme.admin import GlossyAdmin

from depot.models import Shift


# Whichever package its base comes from: what is registered has a changelist, of names as long as nothing else is said.
@admin.register(Shift)
class ShiftAdmin(GlossyAdmin):  # expect: lazy-load-in-loop
    search_fields = ("keeper__name",)
