from django.urls import path

from zoo.api import Aviaries, Names

urlpatterns = [path("aviaries/", Aviaries.as_view()), path("names/", Names.as_view())]
