from django.urls import path

from . import views

urlpatterns = [path("<int:customer>/", views.index), path("<int:customer>/came/", views.came)]
