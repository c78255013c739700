from rest_framework import serializers, viewsets

from .models import Boat, Inspection


class InspectionSerializer(serializers.ModelSerializer):
    by = serializers.SerializerMethodField()

    class Meta:
        model = Inspection
        fields = ["id", "by"]

    def to_representation(self, instance):
        return super().to_representation(instance)

    def get_by(self, inspection):
        return inspection.inspector.name


class BoatSerializer(serializers.ModelSerializer):
    inspections = InspectionSerializer(many=True, read_only=True)

    class Meta:
        model = Boat
        fields = ["id", "name", "inspections"]

    def to_representation(self, instance):
        return super().to_representation(instance)


# The answer of a POST shows the same rows: it begins with a boat that no query brought.
class BoatViewSet(viewsets.ModelViewSet):
    queryset = Boat.objects.order_by("id")  # expect: serializer-n-plus-one serializer-n-plus-one
    serializer_class = BoatSerializer
