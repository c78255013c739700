from django.http import HttpResponse

from .models import Voucher


def add(request):
    Voucher.objects.create(serial=request.POST["serial"], worth=5)
    return HttpResponse(status=201)


def show(request, serial):
    voucher = Voucher.objects.get(serial=serial)
    return HttpResponse(voucher.worth)
