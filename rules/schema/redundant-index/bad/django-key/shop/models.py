from django.db import models


class Order(models.Model):
    number = models.IntegerField()


class Line(models.Model):
    order = models.ForeignKey(Order, models.CASCADE)  # expect: redundant-index
    position = models.IntegerField()

    class Meta:
        unique_together = [("order", "position")]
