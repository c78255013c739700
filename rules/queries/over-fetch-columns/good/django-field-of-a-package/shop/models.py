from django.db import models


class Partner(models.Model):
    name = models.CharField(max_length=80)
    email = models.CharField(max_length=80)
    phone = models.CharField(max_length=80)
    street = models.CharField(max_length=80)
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=80)
    history = models.TextField()
    terms = models.TextField()
    body = models.TextField()


class Visit(models.Model):
    partners = models.ManyToManyField(Partner)
    number = models.CharField(max_length=80)
