from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=80)


class BookQuerySet(models.QuerySet):
    def printed(self):
        return self.filter(printed=True)


class BookManager(models.Manager.from_queryset(BookQuerySet)):
    def get_queryset(self):
        return super().get_queryset().select_related("author")


class Book(models.Model):
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="books")
    title = models.CharField(max_length=80)
    printed = models.BooleanField(default=False)

    objects = BookManager()
