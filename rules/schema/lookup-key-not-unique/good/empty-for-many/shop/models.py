from django.db import models


class Project(models.Model):
    name = models.CharField(max_length=80)
    api_key = models.CharField(max_length=80, blank=True, db_index=True)
