from outside_filters.backends import FacetFilter
from rest_framework.generics import ListAPIView

from .models import Aviary
from .serializers import AviarySerializer


class Aviaries(ListAPIView):
    queryset = Aviary.objects.order_by("name")  # expect: serializer-n-plus-one
    serializer_class = AviarySerializer
    filter_backends = [FacetFilter]
