from django.db import models


class Boat(models.Model):
    name = models.CharField(max_length=80)


class Trip(models.Model):
    boat = models.ForeignKey(Boat, on_delete=models.CASCADE)
    miles = models.IntegerField()
