from django.db import models
from django.utils.functional import cached_property


class Author(models.Model):
    name = models.CharField(max_length=80)

    @cached_property
    def newest(self):
        return self.books.order_by("-id").first()


class Book(models.Model):
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="books")
    title = models.CharField(max_length=80)
