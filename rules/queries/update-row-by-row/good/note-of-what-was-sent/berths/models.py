from django.db import models


class Berth(models.Model):
    phone = models.CharField(max_length=20)
    reminded_at = models.DateTimeField(null=True)
