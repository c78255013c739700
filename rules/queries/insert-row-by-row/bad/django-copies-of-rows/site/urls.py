from django.urls import path

from shop import views

urlpatterns = [path("plans/<int:pk>/copy/", views.copy_plan)]
