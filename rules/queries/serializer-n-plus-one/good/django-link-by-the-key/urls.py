from django.urls import include, path
from rest_framework.routers import DefaultRouter

from harbour import views

router = DefaultRouter()
router.register("boats", views.BoatViewSet)

urlpatterns = [path("api/", include(router.urls))]
