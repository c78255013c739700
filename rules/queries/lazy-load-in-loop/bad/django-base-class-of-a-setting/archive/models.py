from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

Base: models.Model = import_string(getattr(settings, "ARCHIVE_MODEL", "django.db.models.Model"))


class Clerk(models.Model):
    name = models.CharField(max_length=80)


class Letter(Base):
    made = models.DateTimeField(db_index=True)
    sender = models.ForeignKey(Clerk, related_name="letters", on_delete=models.CASCADE)
