from rest_framework import serializers, viewsets

from .models import Boat


class Completed(serializers.SerializerMetaclass):
    """A star stands for the fields of the base."""

    def __new__(cls, name, bases, attrs):
        made = super().__new__(cls, name, bases, attrs)
        above = [field for base in bases for field in getattr(getattr(base, "Meta", None), "fields", ())]
        made.Meta.fields = [*above, *(field for field in made.Meta.fields if field != "*")]
        return made


class BoatSerializer(serializers.ModelSerializer, metaclass=Completed):
    skipper_name = serializers.SerializerMethodField()

    class Meta:
        model = Boat
        fields = ("id", "skipper_name")

    def get_skipper_name(self, boat):
        return boat.skipper.name


class NamedBoatSerializer(BoatSerializer):
    class Meta:
        model = Boat
        fields = ("*", "name")


class BoatViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Boat.objects.order_by("id")  # expect: serializer-n-plus-one
    serializer_class = NamedBoatSerializer
