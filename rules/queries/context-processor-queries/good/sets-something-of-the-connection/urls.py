from django.urls import path

from shop import views

urlpatterns = [path("a/", views.first), path("b/", views.second), path("c/", views.third)]
