from django.db import models


class Role(models.Model):
    slug = models.SlugField(unique=True)


class View(models.Model):
    role = models.ForeignKey(Role, on_delete=models.CASCADE)
    # expect: filter-column-not-indexed
    path = models.CharField(max_length=200)
    seen = models.DateTimeField()
