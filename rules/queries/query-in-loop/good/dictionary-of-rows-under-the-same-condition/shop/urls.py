from django.urls import path

from . import views

urlpatterns = [path("<int:author_id>/", views.index), path("shelves/<slug:shelf>/", views.index)]
