from django.urls import path

from shop import views

urlpatterns = [
    path("keep/<int:answer>", views.keep),
    path("show/<int:form>/<uuid>", views.show),
]
