from django.db import models
from somebodys_models import Tracked


class Voucher(Tracked, models.Model):
    serial = models.CharField(max_length=40)  # expect: filter-column-not-indexed
    worth = models.IntegerField()
