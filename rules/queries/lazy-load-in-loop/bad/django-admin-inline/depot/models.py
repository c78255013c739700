from django.db import models


class Keeper(models.Model):
    name = models.CharField(max_length=80)


class Hall(models.Model):
    title = models.CharField(max_length=80)


class Shift(models.Model):
    hall = models.ForeignKey(Hall, on_delete=models.CASCADE)
    keeper = models.ForeignKey(Keeper, on_delete=models.CASCADE)

    def __str__(self):
        return f"{self.keeper.name} on duty"
