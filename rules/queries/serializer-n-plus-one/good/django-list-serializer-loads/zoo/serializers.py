from rest_framework import serializers

from .models import Aviary, Bird


class BirdSerializer(serializers.ModelSerializer):
    class Meta:
        model = Bird
        fields = ["ring"]


class LoadedList(serializers.ListSerializer):
    def to_representation(self, data):
        return super().to_representation(data.prefetch_related("birds"))


class AviarySerializer(serializers.ModelSerializer):
    birds = BirdSerializer(many=True)

    class Meta:
        model = Aviary
        fields = ["name", "birds"]
        list_serializer_class = LoadedList
