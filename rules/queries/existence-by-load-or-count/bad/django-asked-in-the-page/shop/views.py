from django.http import HttpResponse
from django.shortcuts import render

from .models import Book


def index(request):
    context = {"title": "Books"}
    context["books"] = Book.objects.order_by("title")
    return render(request, "index.html", context)



def new(request):
    Book.objects.create(title=request.POST["title"], author_id=1)
    return HttpResponse("made")
