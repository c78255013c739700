from django.db import models


class Topic(models.Model):
    title = models.CharField(max_length=80)


class Entry(models.Model):
    text = models.CharField(max_length=80)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE)
