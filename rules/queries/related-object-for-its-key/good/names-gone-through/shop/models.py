from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=80)


class Book(models.Model):
    title = models.CharField(max_length=80)
    writer = models.ForeignKey(Author, null=True, on_delete=models.CASCADE, related_name="written")
    drawer = models.ForeignKey(Author, null=True, on_delete=models.CASCADE, related_name="drawn")
