from django.contrib.auth.models import User
from django.db import models


class Layout(models.Model):
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE)
    title = models.CharField(max_length=200)
