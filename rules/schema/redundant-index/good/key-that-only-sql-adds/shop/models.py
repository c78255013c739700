from django.db import models


class Yard(models.Model):
    name = models.CharField(max_length=20)


class Berth(models.Model):
    yard = models.ForeignKey(Yard, models.CASCADE)

    class Meta:
        # A key over both columns refers to them, which only the migration says.
        constraints = [models.UniqueConstraint(fields=["id", "yard"], name="berth_and_yard")]


class Stay(models.Model):
    berth = models.ForeignKey(Berth, models.CASCADE)
    yard = models.ForeignKey(Yard, models.CASCADE)
