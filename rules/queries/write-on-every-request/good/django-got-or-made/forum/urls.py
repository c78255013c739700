from django.urls import path

from . import views

urlpatterns = [path("", views.home), path("about/", views.home), path("help/", views.home)]
