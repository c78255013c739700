from django.urls import path

from zoo import views

urlpatterns = [
    path("aviaries/", views.Aviaries.as_view()),
    path("old/", views.Aviaries.as_view()),
    path("new/", views.Aviaries.as_view()),
]
