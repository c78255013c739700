"""The same with the backend that views of REST framework name."""
from django_filters import *
from rest_framework.filters import DjangoFilterBackend
