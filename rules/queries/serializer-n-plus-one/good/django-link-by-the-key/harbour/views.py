from rest_framework import serializers, viewsets

from .models import Boat


class BoatSerializer(serializers.HyperlinkedModelSerializer):
    owner = serializers.HyperlinkedRelatedField(view_name="skipper-detail", read_only=True)

    class Meta:
        model = Boat
        fields = ["url", "name", "owner", "skipper"]


class BoatViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Boat.objects.order_by("id")
    serializer_class = BoatSerializer
