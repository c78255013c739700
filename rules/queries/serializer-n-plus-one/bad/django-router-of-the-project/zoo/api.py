from rest_framework.viewsets import ModelViewSet

from .models import Aviary
from .routing import serve
from .serializers import AviarySerializer


@serve("aviaries")
class AviaryViewSet(ModelViewSet):
    queryset = Aviary.objects.order_by("name")  # expect: serializer-n-plus-one
    serializer_class = AviarySerializer
