from django.urls import include, path
from rest_framework.routers import DefaultRouter

from shop.views import DeviceViewSet

router = DefaultRouter()
router.register("devices", DeviceViewSet)

urlpatterns = [path("api/", include(router.urls))]
