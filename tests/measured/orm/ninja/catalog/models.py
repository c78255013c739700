from django.db import models


class Country(models.Model):
    name = models.CharField(max_length=50)


class Author(models.Model):
    name = models.CharField(max_length=50)
    country = models.ForeignKey(Country, models.CASCADE)


class Subject(models.Model):
    name = models.CharField(max_length=50)


class Book(models.Model):
    title = models.CharField(max_length=50)
    author = models.ForeignKey(Author, models.CASCADE, related_name="books")
    subjects = models.ManyToManyField(Subject)

    @property
    def label(self):
        return f"{self.title} by {self.author.name}"


class Reader(models.Model):
    token = models.CharField(max_length=50)
