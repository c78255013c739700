from django.db import models


class Form(models.Model):
    title = models.TextField()


class Answer(models.Model):
    form = models.ForeignKey(Form, on_delete=models.CASCADE)
    sent = models.DateTimeField()


class Revision(models.Model):
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE)
    uuid = models.CharField(max_length=64)  # expect: filter-column-not-indexed
    body = models.TextField()
