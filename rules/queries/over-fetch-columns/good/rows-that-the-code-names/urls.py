from django.urls import path

from harbour import views

urlpatterns = [path("", views.state), path("piers/", views.piers)]
