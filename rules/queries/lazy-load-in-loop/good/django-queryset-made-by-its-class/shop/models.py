from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=80)


class BookQuerySet(models.QuerySet):
    def with_author(self):
        return self.select_related("author")


class BookManager(models.Manager):
    def get_queryset(self):
        return BookQuerySet(self.model, using=self._db).with_author()


class Book(models.Model):
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="books")
    title = models.CharField(max_length=80)
    printed = models.BooleanField(default=False)

    objects = BookManager()
