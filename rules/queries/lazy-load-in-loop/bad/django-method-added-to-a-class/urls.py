from club.views import members
from django.urls import path

urlpatterns = [path("members/", members)]
