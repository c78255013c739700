from django.db import models


class Kind(models.Model):
    unit = models.CharField(max_length=20)


class Folder(models.Model):
    title = models.CharField(max_length=80)


class Reading(models.Model):
    folder = models.ForeignKey(Folder, related_name="readings", on_delete=models.CASCADE)
    kind = models.ForeignKey(Kind, on_delete=models.CASCADE)
    amount = models.IntegerField()

    @property
    def text(self):
        return f"{self.amount} {self.kind.unit}"
