from django.urls import path

from mill.api import WheelCreate

urlpatterns = [path("wheels/", WheelCreate.as_view())]
