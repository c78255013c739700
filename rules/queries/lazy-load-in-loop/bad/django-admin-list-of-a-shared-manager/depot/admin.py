from django.contrib import admin

from depot.models import Hall


@admin.register(Hall)
class HallAdmin(admin.ModelAdmin):
    list_display = ["title", "keeper_name"]

    def keeper_name(self, hall):
        return hall.keeper.name  # expect: lazy-load-in-loop
