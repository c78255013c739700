from django.db import models


class Customer(models.Model):
    name = models.CharField(max_length=80)


class Visit(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    began = models.DateTimeField(auto_now_add=True)
    room = models.CharField(max_length=8)
