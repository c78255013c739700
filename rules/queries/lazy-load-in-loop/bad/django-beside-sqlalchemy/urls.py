from django.urls import path

from zoo.views import birds, parcels

urlpatterns = [path("birds/", birds), path("parcels/", parcels)]
