from django.urls import path

from . import views

urlpatterns = [path("", views.Front.as_view()), path("books/", views.Books.as_view())]
