from django.db import models


class Source(models.Model):
    name = models.CharField(max_length=80, db_index=True)
    number = models.IntegerField(unique=True)
    address = models.CharField(max_length=80)
    owner = models.CharField(max_length=80)
    phone = models.CharField(max_length=80)
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=80)
    body = models.TextField()
