from django.db import models


class Parcel(models.Model):
    street = models.CharField(max_length=200)
