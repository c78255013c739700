from django.db import models


class Skipper(models.Model):
    name = models.CharField(max_length=80)


class Boat(models.Model):
    name = models.CharField(max_length=80)
    berth = models.PositiveIntegerField(db_index=True)
    skipper = models.ForeignKey(Skipper, on_delete=models.CASCADE)
