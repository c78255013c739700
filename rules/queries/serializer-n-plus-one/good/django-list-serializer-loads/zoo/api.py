from rest_framework.generics import ListAPIView

from .models import Aviary
from .serializers import AviarySerializer


class Aviaries(ListAPIView):
    queryset = Aviary.objects.order_by("name")
    serializer_class = AviarySerializer
