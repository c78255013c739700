from django.db import models


class Post(models.Model):
    origin = models.CharField(max_length=255)  # expect: filter-column-not-indexed
    text = models.TextField()


class Review(Post):
    stars = models.PositiveIntegerField()
