from django.urls import include, path
from rest_framework.routers import DefaultRouter

from .views import VisitViewSet

router = DefaultRouter()
router.register("visits", VisitViewSet)
urlpatterns = [path("", include(router.urls))]
