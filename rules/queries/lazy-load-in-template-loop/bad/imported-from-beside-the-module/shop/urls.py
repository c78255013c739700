from django.urls import include, path

urlpatterns = [path("books/", include("shop.lists.urls"))]
