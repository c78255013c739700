from django.urls import path

from harbour import views

urlpatterns = [path("berths/<int:quay>/<int:number>/", views.berth)]
