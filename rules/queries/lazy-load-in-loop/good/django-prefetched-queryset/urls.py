from club.views import export, feed, members
from django.urls import path

urlpatterns = [path("members/", members), path("export/", export), path("feed/", feed)]
