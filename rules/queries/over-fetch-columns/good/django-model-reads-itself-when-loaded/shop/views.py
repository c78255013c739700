from django.http import JsonResponse

from .models import Author, Editor


def index(request):
    authors = Author.objects.order_by("name")
    editors = Editor.objects.order_by("name")
    return JsonResponse({"authors": [author.name for author in authors], "editors": [editor.name for editor in editors]})
