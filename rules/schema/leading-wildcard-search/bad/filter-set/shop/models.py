from django.db import models


class Device(models.Model):
    serial = models.CharField(max_length=64)
