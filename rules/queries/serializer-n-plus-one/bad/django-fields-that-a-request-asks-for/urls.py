from django.urls import path

from zoo.api import Aviaries

urlpatterns = [path("aviaries/", Aviaries.as_view())]
