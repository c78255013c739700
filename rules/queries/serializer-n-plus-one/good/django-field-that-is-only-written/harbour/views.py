from rest_framework import serializers, viewsets

from .models import Boat, Skipper


class SkipperSerializer(serializers.ModelSerializer):
    class Meta:
        model = Skipper
        fields = ["id", "name"]


class BoatSerializer(serializers.ModelSerializer):
    skipper = SkipperSerializer(write_only=True)

    class Meta:
        model = Boat
        fields = ["id", "name", "skipper"]


class BoatViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Boat.objects.order_by("id")
    serializer_class = BoatSerializer
