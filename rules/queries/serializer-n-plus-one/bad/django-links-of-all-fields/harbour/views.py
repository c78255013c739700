from rest_framework import serializers, viewsets

from .models import Boat


class BoatSerializer(serializers.HyperlinkedModelSerializer):
    class Meta:
        model = Boat
        fields = ["url", "name", "owner", "skipper"]
        extra_kwargs = {"skipper": {"lookup_field": "slug"}}


class BoatViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Boat.objects.order_by("id")  # expect: serializer-n-plus-one
    serializer_class = BoatSerializer
