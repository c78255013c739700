from django.db import models


class Order(models.Model):
    number = models.CharField(max_length=40)
    email = models.CharField(max_length=200)
    created_at = models.DateTimeField()
