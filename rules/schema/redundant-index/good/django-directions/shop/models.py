from django.db import models


class Parcel(models.Model):
    arrived = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["arrived", "id"], name="parcel_old"),
            # ORDER BY arrived DESC, id: read backwards, the other one has the ids in descending order, too.
            models.Index(fields=["-arrived", "id"], name="parcel_new"),
        ]
