from rest_framework import serializers, viewsets

from .models import Boat, Skipper


class SkipperSerializer(serializers.ModelSerializer):
    class Meta:
        model = Skipper
        fields = ["id", "name"]


class BoatSerializer(serializers.ModelSerializer):
    class Meta:
        model = Boat
        fields = ["id", "name", "skipper"]

    def build_relational_field(self, field_name, relation_info):
        if field_name == "skipper":
            return SkipperSerializer, {"read_only": True}
        return super().build_relational_field(field_name, relation_info)


class BoatViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Boat.objects.order_by("id")  # expect: serializer-n-plus-one
    serializer_class = BoatSerializer
