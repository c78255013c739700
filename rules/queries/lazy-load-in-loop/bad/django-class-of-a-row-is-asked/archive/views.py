from itertools import chain

from django.http import JsonResponse

from .models import Letter, Parcel


def recent(request):
    names = []
    for item in chain(Letter.objects.all(), Parcel.objects.all()):
        if isinstance(item, Letter):
            names.append(item.sender.name)  # expect: lazy-load-in-loop
        elif isinstance(item, Parcel):
            names.append(item.packer.name)  # expect: lazy-load-in-loop
    return JsonResponse({"names": names})
