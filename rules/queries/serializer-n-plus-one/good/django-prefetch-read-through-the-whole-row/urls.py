from django.urls import path

from mill.api import WheelDetail

urlpatterns = [path("wheels/<str:code>/", WheelDetail.as_view())]
