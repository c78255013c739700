from django.db import models


class Buyer(models.Model):
    pass


class Sale(models.Model):
    customer = models.ForeignKey(Buyer, null=True, on_delete=models.CASCADE)
