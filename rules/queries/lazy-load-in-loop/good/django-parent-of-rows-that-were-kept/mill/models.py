from django.db import models


class Brook(models.Model):
    name = models.CharField(max_length=80)


class Wheel(models.Model):
    code = models.CharField(max_length=20)
    brook = models.ForeignKey(Brook, on_delete=models.CASCADE)


class Repair(models.Model):
    wheel = models.ForeignKey(Wheel, on_delete=models.CASCADE, related_name="repairs")
    number = models.IntegerField()
