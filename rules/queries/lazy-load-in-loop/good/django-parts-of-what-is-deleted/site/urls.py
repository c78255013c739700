from django.urls import path
from shop.views import clear

urlpatterns = [path("clear/", clear)]
