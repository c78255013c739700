from django.shortcuts import render

from .models import Bird


def birds(request):
    found = Bird.objects.order_by("ring")
    return render(request, "birds.html", locals())
