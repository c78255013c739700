from django.db import models


class BookQuerySet(models.QuerySet):
    def printed(self):
        return self.filter(printed=True)

    def titles(self):
        return [book.title for book in self.printed()]


class Book(models.Model):
    title = models.CharField(max_length=80)
    printed = models.BooleanField(default=False)

    objects = BookQuerySet.as_manager()
