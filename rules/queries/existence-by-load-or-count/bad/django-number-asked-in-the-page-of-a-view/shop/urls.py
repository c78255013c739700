from django.urls import path

from . import views

urlpatterns = [
    path("", views.Index.as_view()),
    path("archive/", views.Archive.as_view()),
    path("new/", views.new),
]
