from club.views import export, members
from django.urls import path

urlpatterns = [path("members/", members), path("export/", export)]
