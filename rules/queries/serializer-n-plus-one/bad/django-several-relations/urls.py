from django.urls import include, path
from rest_framework.routers import DefaultRouter

from library import views

router = DefaultRouter()
router.register("loans", views.LoanViewSet)

urlpatterns = [path("api/", include(router.urls))]
