from django.urls import include, path
from rest_framework.routers import DefaultRouter

from harbour import views

router = DefaultRouter()
router.register("boats", views.BoatViewSet)
router.register("shown", views.ShownBoatViewSet)

urlpatterns = [path("api/", include(router.urls))]
