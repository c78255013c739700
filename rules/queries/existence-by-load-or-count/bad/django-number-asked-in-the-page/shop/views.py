from django.http import HttpResponse
from django.shortcuts import render

from .models import Book


def index(request):
    return render(request, "index.html", {"printed": Book.objects.filter(printed=True).count()})  # expect: existence-by-load-or-count



def new(request):
    Book.objects.create(title=request.POST["title"], author_id=1)
    return HttpResponse("made")
