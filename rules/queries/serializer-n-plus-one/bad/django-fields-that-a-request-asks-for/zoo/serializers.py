from rest_framework import serializers

from .models import Aviary, Bird


class SomeFields(serializers.ModelSerializer):
    def __init__(self, *args, **kwargs):
        asked = kwargs.pop("asked", [])
        super().__init__(*args, **kwargs)
        if asked:
            for name in set(self.fields) - set(asked):
                self.fields.pop(name)


class BirdSerializer(serializers.ModelSerializer):
    class Meta:
        model = Bird
        fields = ["ring"]


class AviarySerializer(SomeFields):
    birds = BirdSerializer(many=True)

    class Meta:
        model = Aviary
        fields = ["name", "birds"]
