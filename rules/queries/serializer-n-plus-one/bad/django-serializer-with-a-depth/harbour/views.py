from rest_framework import serializers, viewsets

from .models import Boat


class BoatSerializer(serializers.ModelSerializer):
    class Meta:
        model = Boat
        fields = "__all__"
        depth = 1


class BoatViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Boat.objects.order_by("id")  # expect: serializer-n-plus-one
    serializer_class = BoatSerializer
