from rest_framework import generics, serializers

from .models import Boat


class BoatSerializer(serializers.ModelSerializer):
    class Meta:
        model = Boat
        fields = ["id", "name"]


class BoatList(generics.ListAPIView):
    queryset = Boat.objects.order_by("id")
    serializer_class = BoatSerializer
