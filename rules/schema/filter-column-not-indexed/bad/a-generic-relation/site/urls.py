from django.urls import path

from shop import views

urlpatterns = [path("<int:key>/scans", views.add)]
