from django.urls import path
from ninja import NinjaAPI

api = NinjaAPI()
api.add_router("/boats/", "harbour.api.router")

urlpatterns = [path("api/", api.urls)]
