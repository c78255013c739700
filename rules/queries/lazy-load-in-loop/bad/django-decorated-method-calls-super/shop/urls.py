from django.urls import path

from . import views

urlpatterns = [path("first/", views.First.as_view()), path("second/", views.Second.as_view())]
