from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Repair, Wheel


class RepairSerializer(serializers.ModelSerializer):
    code = serializers.CharField(source="wheel.code")

    class Meta:
        model = Repair
        fields = ["id", "code"]


class WheelSerializer(serializers.ModelSerializer):
    repairs = RepairSerializer(many=True)

    class Meta:
        model = Wheel
        fields = ["code", "repairs"]


class WheelCreate(APIView):
    def post(self, request):
        wheel = Wheel(code=request.data["code"])
        wheel.save()
        return Response(WheelSerializer(wheel).data)
