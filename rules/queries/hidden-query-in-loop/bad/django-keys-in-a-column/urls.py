from django.urls import path

from guild import views

urlpatterns = [path("members/", views.members)]
