from django.urls import path

from mill.views import wheel

urlpatterns = [path("wheels/<int:pk>/", wheel)]
