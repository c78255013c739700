from django.urls import path

from zoo.feeds import NewBirds

urlpatterns = [path("birds/feed/", NewBirds())]
