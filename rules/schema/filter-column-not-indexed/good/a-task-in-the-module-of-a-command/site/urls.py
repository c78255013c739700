from django.urls import path

from shop import views

urlpatterns = [path("state/<str:index>", views.state)]
