from django_filters import rest_framework as filters
from rest_framework import serializers, viewsets

from .models import Device


class DeviceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Device
        fields = ["id", "serial"]


class DeviceFilter(filters.FilterSet):
    class Meta:
        model = Device
        fields = ["serial"]


class DeviceViewSet(viewsets.ModelViewSet):
    queryset = Device.objects.all()
    serializer_class = DeviceSerializer
    filter_backends = [filters.DjangoFilterBackend]
    filterset_class = DeviceFilter
