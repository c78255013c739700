from django.db.models import Exists, OuterRef
from rest_framework import permissions, serializers, viewsets

from .models import Scene, Ticket


class OldEnough(permissions.BasePermission):
    def has_object_permission(self, request, view, ticket):
        return not ticket.for_adults or request.user.is_adult


class TicketSerializer(serializers.ModelSerializer):
    class Meta:
        model = Ticket
        fields = ["seat"]


class Tickets(viewsets.ModelViewSet):
    serializer_class = TicketSerializer
    permission_classes = [OldEnough]

    def get_queryset(self):
        harsh = Scene.objects.filter(show=OuterRef("show"), harsh=True)
        return Ticket.objects.annotate(_for_adults=Exists(harsh))
