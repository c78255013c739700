from django.db import models


class Boat(models.Model):
    name = models.CharField(max_length=80)


class Inspector(models.Model):
    name = models.CharField(max_length=80)


class Inspection(models.Model):
    boat = models.ForeignKey(Boat, on_delete=models.CASCADE, related_name="inspections")
    inspector = models.ForeignKey(Inspector, on_delete=models.CASCADE)
