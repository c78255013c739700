from django.http import JsonResponse

from .models import Author, Book


def is_taken(model, field, candidate):
    return model.objects.filter(**{f"{field}__iexact": candidate}).exists()


def candidates(wish):
    number = 1
    while True:
        yield f"{wish}-{number}"
        number += 1


def free(model, field, wish):
    for candidate in candidates(wish):
        if not is_taken(model, field, candidate):
            return candidate


def index(request, author_id):
    name = free(Author, "name", request.GET.get("name", "someone"))
    lines = []
    for title in request.GET.getlist("titles"):
        key = "ti" + "tle"
        lines.append(Book.objects.filter(**{key + "__startswith": title}).count())
    return JsonResponse({"name": name, "lines": lines})
