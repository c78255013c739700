from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from depot import views

urlpatterns = [path("plan/", views.Plan.as_view())]
if settings.HAS_DOCS:
    urlpatterns = [path("stock/", views.Stock.as_view())] + urlpatterns
if settings.DEBUG:
    urlpatterns = [path("more/", views.Stock.as_view())] + urlpatterns
urlpatterns += i18n_patterns(path("orders/", views.Orders.as_view()))
