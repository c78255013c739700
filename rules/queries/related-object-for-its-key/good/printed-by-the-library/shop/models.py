from django.contrib.auth.models import User
from django.db import models


class Book(models.Model):
    title = models.CharField(max_length=200)
    lender = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
