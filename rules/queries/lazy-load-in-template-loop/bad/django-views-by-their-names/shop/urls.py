from django.urls import path

from . import views

PAGES = {"": "BookList"}


def pages_of(module):
    return [path(address, getattr(module, name).as_view()) for address, name in PAGES.items()]


urlpatterns = pages_of(views)
