from django.urls import include, path

from harbour import views

urlpatterns = [path("boats/", include([path("", views.BoatList.as_view(), name="boats")]))]
