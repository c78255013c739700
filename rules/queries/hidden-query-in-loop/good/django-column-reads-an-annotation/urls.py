from django.urls import path

from zoo.views import Aviaries

urlpatterns = [path("aviaries/", Aviaries.as_view())]
