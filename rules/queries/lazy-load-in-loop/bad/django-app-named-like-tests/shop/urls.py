from django.urls import path

from shop.test import views

urlpatterns = [path("", views.index)]
