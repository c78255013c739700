from rest_framework import serializers, viewsets

from .models import Boat


class BoatSerializer(serializers.ModelSerializer):
    # a link by the key is made of the row itself, a link by the slug needs the other one
    owner = serializers.HyperlinkedRelatedField(view_name="skipper-detail", read_only=True)
    skipper = serializers.HyperlinkedRelatedField(view_name="skipper-detail", lookup_field="slug", read_only=True)

    class Meta:
        model = Boat
        fields = ["id", "name", "owner", "skipper"]


class BoatViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Boat.objects.order_by("id")  # expect: serializer-n-plus-one
    serializer_class = BoatSerializer
