from django.urls import path

from harbour import views

urlpatterns = [path("", views.index), path("names", views.names)]
