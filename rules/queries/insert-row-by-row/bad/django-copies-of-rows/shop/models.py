from django.db import models


class Plan(models.Model):
    name = models.CharField(max_length=40)


class Line(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE)
    text = models.TextField()
