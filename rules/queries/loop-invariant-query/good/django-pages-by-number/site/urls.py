from django.urls import path
from shop.views import feed

urlpatterns = [path("feed/", feed)]
