from django.db import models


class Shelf(models.Model):
    closed = models.BooleanField(default=False)

    def clear(self):
        for cup in self.cups.all():
            cup.delete()


class Cup(models.Model):
    shelf = models.ForeignKey(Shelf, on_delete=models.PROTECT, related_name="cups")
