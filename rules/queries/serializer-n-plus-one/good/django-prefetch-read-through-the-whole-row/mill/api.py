from django.db.models import Prefetch
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Repair, Smith, Wheel


class SmithSerializer(serializers.ModelSerializer):
    class Meta:
        model = Smith
        fields = ["name"]


class RepairSerializer(serializers.ModelSerializer):
    smith = SmithSerializer()

    class Meta:
        model = Repair
        fields = ["id", "smith"]


class HistorySerializer(serializers.Serializer):
    repairs = serializers.SerializerMethodField()

    def get_repairs(self, wheel):
        repairs = [r for r in wheel.repairs.all() if not r.hidden]
        return RepairSerializer(repairs, many=True).data


class WheelSerializer(serializers.ModelSerializer):
    history = HistorySerializer(source="*")

    class Meta:
        model = Wheel
        fields = ["code", "history"]


def find(code, stage):
    base = Wheel.objects.prefetch_related(Prefetch("repairs", queryset=Repair.objects.select_related("smith")))
    if stage is None:
        wheel = base.filter(code=code).first()
    else:
        wheel = base.filter(code=code, draft=True).first()
    if wheel:
        return wheel
    raise ValueError("no such wheel")


class WheelDetail(APIView):
    def get(self, request, code):
        wheel = find(code, request.query_params.get("stage"))
        return Response(WheelSerializer(wheel).data)
