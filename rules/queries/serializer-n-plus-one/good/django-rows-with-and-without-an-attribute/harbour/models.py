from django.db import models


class Skipper(models.Model):
    name = models.CharField(max_length=80)
    notes = models.TextField()


class Boat(models.Model):
    name = models.CharField(max_length=80)


class Leg(models.Model):
    boat = models.ForeignKey(Boat, on_delete=models.CASCADE)
    skipper = models.ForeignKey(Skipper, on_delete=models.CASCADE)
    miles = models.PositiveIntegerField()
