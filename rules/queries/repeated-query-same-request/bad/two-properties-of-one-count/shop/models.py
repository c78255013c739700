from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=80)
    since = models.IntegerField(default=2000)
    aim = models.IntegerField(default=10)

    @property
    def share(self):
        return int(100 * self.written / self.aim)

    @property
    def written(self):
        return self.books.filter(year__gte=self.since, year__lt=self.since + 1).count()  # expect: repeated-query-same-request


class Book(models.Model):
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="books")
    year = models.IntegerField()
