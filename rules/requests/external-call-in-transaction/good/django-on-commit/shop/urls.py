from django.urls import path

from . import views

urlpatterns = [path("", views.create), path("another/", views.create_another)]
