from django.db import models


class Boat(models.Model):
    name = models.CharField(max_length=80)


class Berth(models.Model):
    quay = models.IntegerField()
    number = models.IntegerField()
    boat = models.ForeignKey(Boat, on_delete=models.CASCADE)

    class Meta:
        unique_together = [("quay", "number")]
