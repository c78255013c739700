from django.urls import path

from depot import views

urlpatterns = [
    path("plan/", views.Plan.as_view()),
    path("stock/", views.Stock.as_view()),
    path("orders/", views.Orders.as_view()),
]
