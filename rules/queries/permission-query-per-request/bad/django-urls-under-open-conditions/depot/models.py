from django.contrib.auth.models import User
from django.db import models


class Depot(models.Model):
    name = models.CharField(max_length=40)


class Team(models.Model):
    depot = models.ForeignKey(Depot, on_delete=models.CASCADE)
    members = models.ManyToManyField(User, related_name="teams")
