from django.urls import path

from shop.views import areas

urlpatterns = [path("areas/", areas)]
