from django.db import models


class Project(models.Model):
    slug = models.SlugField(unique=True)


class View(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE)
    path = models.CharField(max_length=200)
    seen = models.DateTimeField()
