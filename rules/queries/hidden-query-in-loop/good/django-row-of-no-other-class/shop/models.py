from django.db import models


class Song(models.Model):
    title = models.CharField(max_length=80)
    key = models.CharField(max_length=40, unique=True)
