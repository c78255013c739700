from depot.views import PartsView
from django.urls import path

urlpatterns = [path("parts/", PartsView.as_view())]
