from django.db import models


class Wheel(models.Model):
    code = models.CharField(max_length=20)


class Repair(models.Model):
    wheel = models.ForeignKey(Wheel, on_delete=models.CASCADE, related_name="repairs")
