from django.urls import path

# Python 2 looks beside the module first.
from views import BookList

urlpatterns = [path("", BookList.as_view())]
