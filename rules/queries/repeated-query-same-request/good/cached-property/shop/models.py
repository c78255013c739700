from django.db import models
from django.utils.functional import cached_property


class Author(models.Model):
    name = models.CharField(max_length=80)

    @cached_property
    def printed(self):
        return self.books.filter(printed=True).count()


class Book(models.Model):
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="books")
    title = models.CharField(max_length=80)
    printed = models.BooleanField(default=False)
