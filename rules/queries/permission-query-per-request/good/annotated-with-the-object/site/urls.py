from django.urls import path

from shop import views

tickets = {"get": "retrieve", "put": "update", "patch": "partial_update", "delete": "destroy"}
urlpatterns = [path("tickets/<int:pk>/", views.Tickets.as_view(tickets))]
