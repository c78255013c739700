from rest_framework import serializers, viewsets

from .models import Boat, Leg


class BoatSerializer(serializers.ModelSerializer):
    legs = serializers.SerializerMethodField()

    class Meta:
        model = Boat
        fields = ["id", "name", "legs"]

    def get_legs(self, boat):
        if not hasattr(boat, "legs"):
            return None
        others = boat.leg_set.count()
        rows = [{"skipper": leg.skipper_id, "name": leg.skipper.name, "miles": leg.miles} for leg in boat.legs]
        return {"rows": rows, "of": others}


class BoatViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Boat.objects.order_by("id")
    serializer_class = BoatSerializer

    def get_object(self):
        boat = super().get_object()
        # A path defers the column at its end, not the key that leads there.
        boat.legs = Leg.objects.filter(boat=boat).select_related("skipper").defer("skipper__notes")
        return boat
