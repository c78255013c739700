from django.db import models


class Bench(models.Model):
    name = models.CharField(max_length=80)


class Test(models.Model):
    bench = models.ForeignKey(Bench, on_delete=models.CASCADE)
    passed = models.BooleanField(default=False)
