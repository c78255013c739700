from django.urls import path

from depot import views

urlpatterns = [
    path("one/<int:pk>/", views.One.as_view()),
    path("labels/<int:pk>/", views.Labels.as_view()),
    path("places/<int:pk>/", views.Places.as_view()),
    path("weights/<int:pk>/", views.Weights.as_view()),
    path("doors/<int:pk>/", views.Doors.as_view()),
    path("racks/<int:pk>/", views.Racks.as_view()),
    path("keys/<int:pk>/", views.Keys.as_view()),
]
