from django.urls import path

from shop import views

urlpatterns = [path("add", views.add), path("newest/<int:owner>", views.newest), path("some", views.some)]
