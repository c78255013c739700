from django.db import models


class Cup(models.Model):
    uses = models.IntegerField(default=0)
