from django.urls import path
from shop.views import next_cup

urlpatterns = [path("next/", next_cup)]
