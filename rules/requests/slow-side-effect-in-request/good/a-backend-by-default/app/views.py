from django.core.mail import send_mail
from django.http import HttpResponse


def order(request):
    send_mail("Order", "Thank you", "shop@example.org", [request.POST["mail"]])
    return HttpResponse("")
