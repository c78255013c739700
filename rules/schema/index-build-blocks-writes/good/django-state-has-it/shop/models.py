from django.db import models


class Order(models.Model):
    number = models.CharField(max_length=40)
    kept = models.BooleanField(db_default=False, db_index=True, default=False)
