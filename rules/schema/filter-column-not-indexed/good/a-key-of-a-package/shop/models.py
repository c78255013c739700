from django.db import models
from warehouse_kit.models import Shelf


class Parcel(models.Model):
    shelf = models.ForeignKey(Shelf, on_delete=models.CASCADE)
    body = models.TextField()
