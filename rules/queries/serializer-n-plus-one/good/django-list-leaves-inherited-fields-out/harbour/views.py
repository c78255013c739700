from rest_framework import generics, serializers

from .models import Boat


class BoatSerializer(serializers.ModelSerializer):
    skipper = serializers.SerializerMethodField()
    trips = serializers.SerializerMethodField()

    class Meta:
        model = Boat
        fields = ["id", "name", "skipper", "trips"]

    def get_skipper(self, boat):
        return boat.skipper.name

    def get_trips(self, boat):
        return boat.skipper.boat_set.count()


class ListedBoatSerializer(BoatSerializer):
    """A list shows two of the fields that the page of one boat has."""

    class Meta:
        model = Boat
        fields = ["id", "name"]


class NamedBoatSerializer(BoatSerializer):
    class Meta:
        model = Boat
        exclude = ["skipper", "trips"]


class BoatList(generics.ListAPIView):
    queryset = Boat.objects.order_by("id")
    serializer_class = ListedBoatSerializer


class NameList(generics.ListAPIView):
    queryset = Boat.objects.order_by("id")
    serializer_class = NamedBoatSerializer


class BoatDetail(generics.RetrieveAPIView):
    queryset = Boat.objects.all()
    serializer_class = BoatSerializer
