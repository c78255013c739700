from django.urls import include, path
from rest_framework.routers import DefaultRouter

from shop.views import BookViewSet

router = DefaultRouter()
router.register("books", BookViewSet)

urlpatterns = [path("api/", include(router.urls))]
