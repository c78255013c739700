from rest_framework import serializers

from .models import Aviary, Bird, Keeper


class NamedFields(serializers.ModelSerializer):
    def __init__(self, *args, **kwargs):
        named = kwargs.pop("named", "all")
        super().__init__(*args, **kwargs)
        if named is not None and named != "all":
            wanted = set(named)
            for name in set(self.fields) - wanted:
                self.fields.pop(name)


class KeeperSerializer(serializers.ModelSerializer):
    class Meta:
        model = Keeper
        fields = ["name"]


class BirdSerializer(NamedFields):
    keeper = serializers.SerializerMethodField()

    class Meta:
        model = Bird
        fields = "__all__"

    def get_keeper(self, bird):
        return KeeperSerializer(bird.keeper).data


class AviarySerializer(NamedFields):
    birds = serializers.SerializerMethodField()
    oldest = serializers.SerializerMethodField()

    class Meta:
        model = Aviary
        fields = ["name", "birds", "oldest"]

    def get_birds(self, aviary):
        named = self.context.get("of_birds", {})
        return BirdSerializer(aviary.birds.all(), many=True, **named).data

    def get_oldest(self, aviary):
        return aviary.birds.order_by("ring").first().ring


class PlainAviarySerializer(AviarySerializer):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["oldest"]

    def get_fields(self):
        fields = super().get_fields()
        fields.pop("birds", None)
        return fields
