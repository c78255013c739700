from django.shortcuts import render_to_response
from django.template import RequestContext

from .models import Book


def index(request):
    return render_to_response("books.html", RequestContext(request, {"books": Book.objects.filter(printed=True)}))


def unprinted(request):
    books = Book.objects.filter(printed=False)
    return render_to_response("unprinted.html", {"books": books}, context_instance=RequestContext(request))
