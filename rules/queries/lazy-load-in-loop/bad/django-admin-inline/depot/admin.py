from django.contrib import admin

from depot.models import Hall, Shift


# The form of a hall prints each of its shifts.
class ShiftInline(admin.TabularInline):
    model = Shift  # expect: lazy-load-in-loop
    raw_id_fields = ("keeper",)


@admin.register(Hall)
class HallAdmin(admin.ModelAdmin):
    list_display = ("title",)
    inlines = [ShiftInline]
