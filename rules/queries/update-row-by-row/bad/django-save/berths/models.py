from django.db import models


class Berth(models.Model):
    pier = models.CharField(max_length=40)
    is_free = models.BooleanField(default=True)
