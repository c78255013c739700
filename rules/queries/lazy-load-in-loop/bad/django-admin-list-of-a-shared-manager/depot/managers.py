from django.db import models


class StampedManager(models.Manager):
    # All models of the app ask through this one: what one list shows is not its business.
    def get_queryset(self):
        return models.QuerySet(self.model, using=self._db)
