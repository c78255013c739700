from django.urls import include, path
from rest_framework.routers import DefaultRouter

from archive import views

router = DefaultRouter()
router.register("fronts", views.FrontViewSet, basename="front")

urlpatterns = [path("api/", include(router.urls))]
