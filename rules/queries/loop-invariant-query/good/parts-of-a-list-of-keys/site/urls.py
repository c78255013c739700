from django.urls import path

from shop import views

urlpatterns = [path("send/<int:number>", views.send)]
