from huey.contrib.djhuey import db_task

from .models import Boat


@db_task()
def note_arrival(name):
    boat = Boat.objects.get(name=name)
    print(boat.seen)
