from django.contrib import admin

from depot.models import Hall, Shift


class ShiftInline(admin.TabularInline):
    model = Shift
    raw_id_fields = ("keeper",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("keeper")


class BareShiftInline(admin.StackedInline):
    # A template of its own need not print the rows.
    model = Shift
    template = "admin/depot/shifts.html"


@admin.register(Hall)
class HallAdmin(admin.ModelAdmin):
    list_display = ("title",)
    inlines = [ShiftInline, BareShiftInline]
