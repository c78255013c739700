from django.db import models


class Keeper(models.Model):
    name = models.CharField(max_length=80)

    def __str__(self):
        return self.name


class Hall(models.Model):
    title = models.CharField(max_length=80)
    keeper = models.ForeignKey(Keeper, on_delete=models.CASCADE)

    def __str__(self):
        return self.title


class Crate(models.Model):
    label = models.CharField(max_length=80)
    hall = models.ForeignKey(Hall, on_delete=models.CASCADE)
    packer = models.ForeignKey(Keeper, null=True, on_delete=models.SET_NULL)
