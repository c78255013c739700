from django.db import models


class Publisher(models.Model):
    name = models.CharField(max_length=80)


class Book(models.Model):
    title = models.CharField(max_length=80)
    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE)


class Reader(models.Model):
    name = models.CharField(max_length=80)


class Loan(models.Model):
    book = models.ForeignKey(Book, on_delete=models.CASCADE)
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE)
    readers = models.ManyToManyField(Reader, related_name="shared_loans")
