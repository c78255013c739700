from django.urls import include, path
from rest_framework.routers import DefaultRouter

from harbour import views

router = DefaultRouter()
router.register("boats", views.BoatViewSet)
router.register("keys", views.KeyViewSet, basename="key")

urlpatterns = [path("api/", include(router.urls))]
