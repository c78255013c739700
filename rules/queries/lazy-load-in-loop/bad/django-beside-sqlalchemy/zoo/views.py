from django.http import JsonResponse
from sqlalchemy.orm import Session

from .models import Bird
from .stock import Parcel, engine


def birds(request):
    return JsonResponse({"keepers": [bird.keeper.name for bird in Bird.objects.exclude(ring="")]})  # expect: lazy-load-in-loop


def parcels(request):
    with Session(engine) as session:
        rows = session.query(Parcel).filter(Parcel.shelf_id > 0).limit(100).all()
        return JsonResponse({"shelves": [parcel.shelf.name for parcel in rows]})  # expect: lazy-load-in-loop
