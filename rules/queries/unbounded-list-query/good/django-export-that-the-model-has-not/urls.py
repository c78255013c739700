from django.urls import path

from press import views

urlpatterns = [path("issues/", views.Issues.as_view()), path("issues/new/", views.add)]
