from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from .models import Author, Book


def index(request):
    a = get_object_or_404(Author, name=request.GET.get("from"))
    b = get_object_or_404(Author, name=request.GET.get("to"))
    return JsonResponse({"a": a.name, "b": b.name})


def plain(request):
    a = Book.objects.filter(title=request.GET.get("from")).first()
    b = Book.objects.filter(title=request.GET.get("to")).first()
    return JsonResponse({"a": a.title, "b": b.title})
