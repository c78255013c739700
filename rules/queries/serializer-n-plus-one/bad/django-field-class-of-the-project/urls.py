from django.urls import include, path
from rest_framework.routers import DefaultRouter

from archive import views

router = DefaultRouter()
router.register("folders", views.FolderViewSet)

urlpatterns = [path("api/", include(router.urls))]
