from rest_framework import mixins
from some_package import serializers
from some_package.rest import PackageViewSet

from .models import Boat, Skipper


class SkipperSerializer(serializers.HalSerializer):
    class Meta:
        model = Skipper
        fields = ["id", "name"]


class BoatSerializer(serializers.HalSerializer):
    skipper = SkipperSerializer()

    class Meta:
        model = Boat
        fields = ["id", "name", "skipper"]


class BoatViewSet(mixins.CreateModelMixin, PackageViewSet):
    queryset = Boat.objects.order_by("id")  # expect: serializer-n-plus-one
    serializer_class = BoatSerializer

    def get_queryset(self, *args, **kwargs):
        return super().get_queryset(*args, **kwargs).filter(berth=1)
