from django.urls import path

from zoo import views

urlpatterns = [path("birds/", views.birds)]
