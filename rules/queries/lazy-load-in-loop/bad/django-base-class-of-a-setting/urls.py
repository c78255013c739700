from django.urls import path

from archive import views

urlpatterns = [path("recent/", views.recent)]
