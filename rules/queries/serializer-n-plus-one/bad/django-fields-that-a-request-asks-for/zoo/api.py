from rest_framework.views import APIView
from rest_framework.response import Response

from .models import Aviary
from .serializers import AviarySerializer


class Aviaries(APIView):
    @property
    def asked(self):
        asked = [name for name in self.request.GET.get("fields", "").split(",") if name]
        return asked if asked else None

    def get(self, request):
        # expect: serializer-n-plus-one
        return Response(AviarySerializer(Aviary.objects.all(), many=True, asked=self.asked).data)
