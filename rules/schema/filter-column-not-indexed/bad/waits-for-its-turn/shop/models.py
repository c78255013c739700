from django.db import models


class Parcel(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", "waits for a driver"
        HANDED_OVER = "handed_over", "with its owner"

    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)  # expect: filter-column-not-indexed
    street = models.TextField()
