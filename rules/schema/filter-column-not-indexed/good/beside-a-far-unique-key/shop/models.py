from django.db import models


class Form(models.Model):
    title = models.TextField()


class Answer(models.Model):
    form = models.ForeignKey(Form, on_delete=models.CASCADE)
    number = models.CharField(max_length=12, unique=True)


class Revision(models.Model):
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE)
    uuid = models.CharField(max_length=64)
    body = models.TextField()
