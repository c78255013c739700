from harbour_shown import ALWAYS
from rest_framework import serializers, viewsets

from .models import Boat


class WithKey(serializers.ModelSerializer):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        setattr(self.Meta, "fields", ALWAYS + list(self.fields))


class BoatSerializer(WithKey):
    class Meta:
        model = Boat
        fields = ["name"]


class ShownBoatSerializer(serializers.ModelSerializer):
    class Meta:
        model = Boat
        fields = ALWAYS + ["name"]


class BoatViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Boat.objects.order_by("id")
    serializer_class = BoatSerializer


class ShownBoatViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Boat.objects.order_by("name")
    serializer_class = ShownBoatSerializer
