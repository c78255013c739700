from django.conf import settings
from django.urls import path, re_path
from django.views.static import serve

from app.views import index

urlpatterns = [path("", index)]

if settings.DEBUG:
    urlpatterns += [re_path(r"^media/(?P<path>.*)$", serve, {"document_root": "/srv/media"})]
