from django.http import HttpResponse

from .models import Post, Review


def add(request):
    Review.objects.create(origin=request.POST["origin"], stars=5)
    return HttpResponse(status=201)


def known(request):
    return HttpResponse(str(Post.objects.filter(origin=request.GET["origin"]).exists()))
