from itertools import chain

from django.http import JsonResponse

from .models import Letter, Parcel


def recent(request):
    names = []
    for item in chain(Letter.objects.select_related("sender"), Parcel.objects.select_related("packer")):
        if isinstance(item, Letter):
            names.append(item.sender.name)
        elif isinstance(item, Parcel):
            names.append(item.packer.name)
    return JsonResponse({"names": names})
