from django.db import models


class Shelf(models.Model):
    name = models.CharField(max_length=80)


class Song(models.Model):
    title = models.CharField(max_length=80)
    shelf = models.ForeignKey(Shelf, on_delete=models.CASCADE)
