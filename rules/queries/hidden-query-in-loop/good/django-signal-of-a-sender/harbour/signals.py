from django.dispatch import Signal, receiver

from .models import Trip

shown = Signal()


@receiver(shown, sender="card")
def count_trips(sender, boat, **kwargs):
    return Trip.objects.filter(boat=boat).count()
