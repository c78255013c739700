from rest_framework import serializers, viewsets
from rest_framework_guardian.filters import ObjectPermissionsFilter

from .models import Folder, Reading


class MethodField(serializers.SerializerMethodField):
    def __init__(self, method_name=None, **kwargs):
        self.method_name = method_name
        kwargs["source"] = "*"
        super(serializers.SerializerMethodField, self).__init__(**kwargs)

    def to_internal_value(self, data):
        return {self.field_name: data}


class ReadingSerializer(serializers.ModelSerializer):
    text = MethodField(allow_null=True)

    class Meta:
        model = Reading
        fields = ["text"]

    def get_text(self, reading):
        return reading.text


class FolderSerializer(serializers.ModelSerializer):
    readings = ReadingSerializer(many=True)

    class Meta:
        model = Folder
        fields = ["title", "readings"]


class OwnOrOpen(ObjectPermissionsFilter):
    def filter_queryset(self, request, queryset, view):
        permitted = super().filter_queryset(request, queryset, view)
        return permitted | queryset.filter(title="")


class FolderViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Folder.objects.prefetch_related("readings")  # expect: serializer-n-plus-one
    serializer_class = FolderSerializer
    filter_backends = [OwnOrOpen]
