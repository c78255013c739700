from django.urls import path

from shop import views

urlpatterns = [
    path("keep/<int:shelf>", views.keep),
    path("show/<int:shelf>", views.show),
]
