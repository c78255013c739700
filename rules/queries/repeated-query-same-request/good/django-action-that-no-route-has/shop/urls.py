from django.urls import path
from pages_of_a_package import registry

from . import models, views

urlpatterns = registry.register(models.Shelf)
urlpatterns += [path("songs", views.SongViewSet.as_view({"get": "list"}))]
