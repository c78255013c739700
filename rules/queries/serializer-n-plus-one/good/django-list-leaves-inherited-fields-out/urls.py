from django.urls import path

from harbour import views

urlpatterns = [
    path("boats/", views.BoatList.as_view()),
    path("names/", views.NameList.as_view()),
    path("boats/<int:pk>/", views.BoatDetail.as_view()),
]
