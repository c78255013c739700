from django.contrib import admin

from depot.models import Crate, Hall


@admin.register(Crate)
class CrateAdmin(admin.ModelAdmin):
    # A key that may be null is not joined by the changelist itself.
    list_display = ("label", "hall", "packer")  # expect: lazy-load-in-loop


class HallAdmin(admin.ModelAdmin):
    list_display = ["title", "keeper_name"]  # expect: lazy-load-in-loop

    @admin.display(description="Keeper")
    def keeper_name(self, hall):
        return hall.keeper.name


admin.site.register(Hall, HallAdmin)
