from django.urls import path

from .views import DropBooks, PrintBooks

urlpatterns = [path("print/", PrintBooks.as_view()), path("drop/", DropBooks.as_view())]
