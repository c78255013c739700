from django.db import models


class Parcel(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", "waits for a driver"
        HANDED_OVER = "handed_over", "with its owner"

    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    street = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["state"], name="to_fetch", condition=models.Q(state="waiting"))]
