from django.contrib import admin

from depot.models import Crate, Hall, Keeper


@admin.register(Crate)
class CrateAdmin(admin.ModelAdmin):
    # Keys that are never null are joined as soon as one of them is a column, as far as they go.
    list_display = ("label", "hall", "hall_keeper")

    def hall_keeper(self, crate):
        return crate.hall.keeper.name


class HallAdmin(admin.ModelAdmin):
    list_display = ["title", "keeper_name"]
    list_select_related = ["keeper"]

    def keeper_name(self, hall):
        return hall.keeper.name


class PackerInline(admin.TabularInline):
    model = Crate


class KeeperAdmin(admin.ModelAdmin):
    list_display = ["name", "halls"]
    inlines = [PackerInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("hall_set")

    def halls(self, keeper):
        return ", ".join(hall.title for hall in keeper.hall_set.all())


admin.site.register(Hall, HallAdmin)
admin.site.register(Keeper, KeeperAdmin)
