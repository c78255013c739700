from django.db.models import Manager, QuerySet


class VisibleQuerySet(QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(hidden=False)


class OrderManager(Manager.from_queryset(VisibleQuerySet)):
    def get_queryset(self):
        return super().get_queryset().filter(cancelled=False)
