from django.urls import path

from .views import add, layout

urlpatterns = [path("layout/", layout), path("add/", add)]
