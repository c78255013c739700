from django.db import models


class Parcel(models.Model):
    code = models.CharField(max_length=20, db_index=True)
    weight = models.IntegerField()

    class Meta:
        db_table = "parcel"
