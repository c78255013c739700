from rest_framework import serializers

from .models import Aviary, Bird


class BirdSerializer(serializers.ModelSerializer):
    class Meta:
        model = Bird
        fields = ["ring"]


class AviarySerializer(serializers.ModelSerializer):
    birds = BirdSerializer(many=True)

    class Meta:
        model = Aviary
        fields = ["name", "birds"]
