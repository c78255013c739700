from django.urls import path

from fleet import views

urlpatterns = [path("boats/", views.boats), path("boats/new/", views.launch)]
