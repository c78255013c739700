from django.http import JsonResponse
from django.urls import path

from models import Entry


def entries(request):
    rows = Entry.objects.order_by("-id")
    if request.GET.get("with"):
        # What this loads is not known; a request that asks for nothing has nothing loaded.
        rows = rows.select_related(*request.GET.getlist("with"))
    return JsonResponse({"entries": [entry.topic.title for entry in rows[:200]]})  # expect: lazy-load-in-loop


urlpatterns = [path("entries/", entries)]
