from django.db import models


class Mailing(models.Model):
    name = models.TextField()


class Letter(models.Model):
    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="letters")
    sent = models.BooleanField()
    text = models.TextField()
