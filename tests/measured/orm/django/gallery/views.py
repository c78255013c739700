"""When a queryset runs, and what is loaded with its rows."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import JsonResponse
from django.shortcuts import get_list_or_404, get_object_or_404, render

from .models import Frame, Painter, Painting, Room, Style


def answer(value):
    return JsonResponse({"value": value})


def key(request):
    return answer([painting.painter.name for painting in Painting.objects.all()])


def key_twice(request):
    paintings = Painting.objects.all()
    first = [painting.painter.name for painting in paintings]
    return answer(first + [painting.painter.name for painting in paintings])


def key_of_held_rows(request):
    painters = list(Painter.objects.all())
    names = [painting.painter.name for painting in Painting.objects.all()]
    return answer([names, len(painters)])


def key_itself(request):
    return answer([painting.painter_id for painting in Painting.objects.all()])


def select_related(request):
    return answer([painting.painter.name for painting in Painting.objects.select_related("painter")])


def select_related_of_two(request):
    paintings = Painting.objects.select_related("painter", "room")
    return answer([[painting.painter.name, painting.room.name] for painting in paintings])


def prefetched(request):
    painters = Painter.objects.prefetch_related("paintings")
    return answer([[painting.title for painting in painter.paintings.all()] for painter in painters])


def prefetched_and_counted(request):
    return answer([painter.paintings.count() for painter in Painter.objects.prefetch_related("paintings")])


def prefetched_and_filtered(request):
    painters = Painter.objects.prefetch_related("paintings")
    return answer([[p.title for p in painter.paintings.filter(year=1)] for painter in painters])


def prefetched_deep(request):
    painters = Painter.objects.prefetch_related("paintings__styles")
    return answer([[len(p.styles.all()) for p in painter.paintings.all()] for painter in painters])


def prefetched_with_queryset(request):
    recent = Prefetch("paintings", queryset=Painting.objects.select_related("room"))
    painters = Painter.objects.prefetch_related(recent)
    return answer([[p.room.name for p in painter.paintings.all()] for painter in painters])


def prefetched_to_attribute(request):
    recent = Prefetch("paintings", queryset=Painting.objects.filter(year__gt=0), to_attr="recent")
    return answer([[p.title for p in painter.recent] for painter in Painter.objects.prefetch_related(recent)])


def reverse(request):
    return answer([[p.title for p in painter.paintings.all()] for painter in Painter.objects.all()])


def reverse_counted(request):
    return answer([painter.paintings.count() for painter in Painter.objects.all()])


def reverse_exists(request):
    return answer([painter.paintings.exists() for painter in Painter.objects.all()])


def reverse_in_property(request):
    return answer([painter.titles for painter in Painter.objects.all()])


def back_to_parent(request):
    return answer([[p.room.name for p in room.painting_set.all()] for room in Room.objects.all()])


def one_to_one(request):
    return answer([frame.painting.title for frame in Frame.objects.all()])


def one_to_one_reversed(request):
    return answer([painting.frame.colour for painting in Painting.objects.all()])


def many_to_many(request):
    return answer([[style.name for style in painting.styles.all()] for painting in Painting.objects.all()])


def many_to_many_reversed(request):
    return answer([[p.title for p in style.paintings.all()] for style in Style.objects.all()])


def only(request):
    return answer([painting.title for painting in Painting.objects.only("title")])


def only_misses_one(request):
    return answer([painting.year for painting in Painting.objects.only("title")])


def deferred(request):
    return answer([painting.note for painting in Painting.objects.defer("note")])


def values(request):
    return answer(list(Painting.objects.values("title", "painter__name")))


def values_list(request):
    return answer(list(Painting.objects.values_list("title", flat=True)))


def iterator(request):
    return answer([painting.painter.name for painting in Painting.objects.iterator(chunk_size=100)])


def count(request):
    return answer(Painting.objects.count())


def count_by_loading(request):
    return answer(len(Painting.objects.all()))


def count_of_evaluated(request):
    paintings = Painting.objects.all()
    return answer([[painting.title for painting in paintings], len(paintings), paintings.count()])


def exists(request):
    return answer(Painting.objects.filter(year=1).exists())


def truth(request):
    paintings = Painting.objects.all()
    if paintings:
        return answer([painting.title for painting in paintings])
    return answer([])


def exists_then_rows(request):
    paintings = Painting.objects.all()
    if paintings.exists():
        return answer([painting.title for painting in paintings])
    return answer([])


def sliced(request):
    return answer([painting.painter.name for painting in Painting.objects.order_by("id")[:5]])


def first_and_last(request):
    return answer([Painting.objects.first().title, Painting.objects.last().title])


def get_twice(request):
    return answer([Painter.objects.get(id=1).name, Painter.objects.get(id=1).name])


def query_in_loop(request):
    return answer([Painting.objects.filter(painter=painter).count() for painter in Painter.objects.all()])


def refined_in_loop(request):
    paintings = Painting.objects.all()
    return answer([[p.title for p in paintings.filter(painter=painter)] for painter in Painter.objects.all()])


def annotated(request):
    return answer([painter.number for painter in Painter.objects.annotate(number=Count("paintings"))])


def paginated(request):
    page = Paginator(Painting.objects.order_by("id"), 5).get_page(1)
    return answer([painting.painter.name for painting in page])


def or_404(request, painter_id):
    painter = get_object_or_404(Painter, id=painter_id)
    return answer([painter.name, len(get_list_or_404(Painting, painter=painter))])


def in_bulk(request):
    return answer([painter.name for painter in Painter.objects.in_bulk([1, 2, 3]).values()])


def page(request):
    return render(request, "paintings.html", {"paintings": Painting.objects.order_by("title")})


def page_of_texts(request):
    return render(request, "lines.html", {"paintings": Painting.objects.all()})


@login_required
def of_who_asks(request):
    return answer(request.user.username)


def saved(request):
    painter = Painter.objects.get(id=1)
    painter.name = "new"
    painter.save()
    return answer("saved")


def saved_in_loop(request):
    for painter in Painter.objects.all():
        painter.name = "new"
        painter.save()
    return answer("saved")


def updated(request):
    Painter.objects.filter(id=1).update(name="new")
    return answer("updated")


def created(request):
    Room.objects.create(name="new")
    return answer("created")
