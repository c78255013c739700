from django.db import models


class Seller(models.Model):
    login = models.CharField(max_length=40, unique=True)


class Order(models.Model):
    seller = models.ForeignKey(Seller, on_delete=models.CASCADE)
    number = models.CharField(max_length=40)
    created_at = models.DateTimeField()
