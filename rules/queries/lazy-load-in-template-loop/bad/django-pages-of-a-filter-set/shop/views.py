import django_filters
from django.core.paginator import Paginator
from django.shortcuts import render

from .models import Book


class BookFilter(django_filters.FilterSet):
    class Meta:
        model = Book
        fields = ["title"]


def index(request):
    found = BookFilter(request.GET, queryset=Book.objects.filter(printed=True))
    return render(request, "books.html", {"books": Paginator(found, 100).page(request.GET.get("page"))})
