from rest_framework import serializers

from .models import Aviary, Bird


class ChosenFields(serializers.ModelSerializer):
    def get_fields(self):
        fields = super().get_fields()
        wanted = self.context["request"].GET.getlist("fields")
        return {name: fields[name] for name in fields if name in wanted} if wanted else fields


class BirdSerializer(serializers.ModelSerializer):
    class Meta:
        model = Bird
        fields = ["ring"]


class AviarySerializer(ChosenFields):
    birds = BirdSerializer(many=True)

    class Meta:
        model = Aviary
        fields = ["name", "birds"]
