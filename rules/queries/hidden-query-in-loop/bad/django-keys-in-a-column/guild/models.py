from django.contrib.postgres.fields import ArrayField
from django.db import models


class Rank(models.Model):
    title = models.CharField(max_length=80)


class Member(models.Model):
    name = models.CharField(max_length=80)
    ranks = ArrayField(models.IntegerField(), default=list)

    @property
    def titles(self):
        return [rank.title for rank in Rank.objects.filter(id__in=self.ranks)]
