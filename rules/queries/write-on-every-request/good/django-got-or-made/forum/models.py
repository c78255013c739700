from django.db import models


class Notice(models.Model):
    unread = models.BooleanField(default=True)
    text = models.CharField(max_length=200)


class Visit(models.Model):
    path = models.CharField(max_length=200)


class Taste(models.Model):
    user = models.OneToOneField("auth.User", on_delete=models.CASCADE, related_name="taste")
    dark = models.BooleanField(default=False)
