from rest_framework import serializers, viewsets

from .models import Boat


class BoatSerializer(serializers.ModelSerializer):
    class Meta:
        model = Boat

    def get_field_names(self, declared_fields, info):
        return ("id", "name")


class BoatViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Boat.objects.order_by("id")
    serializer_class = BoatSerializer
