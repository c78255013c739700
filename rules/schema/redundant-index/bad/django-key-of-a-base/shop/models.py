from django.db import models


class Team(models.Model):
    name = models.CharField(max_length=80)


class OfTeam(models.Model):
    team = models.ForeignKey(Team, models.CASCADE)

    class Meta:
        abstract = True


class Order(OfTeam):
    number = models.IntegerField()


class Shelf(OfTeam):
    place = models.IntegerField()

    class Meta:  # expect: redundant-index
        unique_together = [("team", "place")]
