from django.urls import re_path

from harbour import views

urlpatterns = [re_path(r"^berths/(?P<first>[0-9]+)/$", views.berths, name="berths")]
