from rest_framework import serializers, viewsets

from .models import Boat


class BoatSerializer(serializers.ModelSerializer):
    class Meta:
        model = Boat
        fields = "__all__"
        depth = 1


class KeySerializer(serializers.ModelSerializer):
    class Meta:
        model = Boat
        fields = "__all__"
        depth = 0


class BoatViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Boat.objects.select_related("skipper").order_by("id")
    serializer_class = BoatSerializer


class KeyViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Boat.objects.order_by("id")
    serializer_class = KeySerializer
