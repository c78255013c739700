from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Aviary
from .serializers import AviarySerializer, PlainAviarySerializer


class Aviaries(APIView):
    def get(self, request):
        context = {"of_birds": {"named": ["id", "ring"]}}
        rows = Aviary.objects.prefetch_related("birds")
        return Response(AviarySerializer(rows, many=True, context=context, named=("name", "birds")).data)


class Names(APIView):
    def get(self, request):
        return Response(PlainAviarySerializer(Aviary.objects.all(), many=True).data)
