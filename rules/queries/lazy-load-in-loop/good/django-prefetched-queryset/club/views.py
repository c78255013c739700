from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import JsonResponse

from .models import Member


def members(request):
    page = Paginator(Member.objects.order_by("id"), 30).get_page(request.GET.get("page"))
    prefetch_related_objects(page.object_list, "tags")
    return JsonResponse({"members": [member.tag_names for member in page]})


def export(request):
    rows = Member.objects.order_by("id")[:200]
    prefetch_related_objects(rows, "tags")
    return JsonResponse({"members": [member.tag_names for member in list(rows)]})


def feed(request):
    limit = request.GET.get("limit", 100)
    rows = Member.objects.order_by("id")
    rows = rows[: int(limit)] if limit else list(rows)
    prefetch_related_objects(rows, "tags")
    return JsonResponse({"members": [member.tag_names for member in rows]})
