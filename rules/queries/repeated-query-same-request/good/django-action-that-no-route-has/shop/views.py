from rest_framework import serializers, viewsets
from rest_framework.response import Response

from .models import Song


class SongSerializer(serializers.ModelSerializer):
    class Meta:
        model = Song
        fields = ["title"]


class SongViewSet(viewsets.ModelViewSet):
    queryset = Song.objects.order_by("title")
    serializer_class = SongSerializer

    def destroy(self, request, pk):
        beside = Song.objects.filter(shelf__name=pk).count()
        if Song.objects.filter(shelf__name=pk).count() > 2:
            return Response({"beside": beside})
        return Response(status=409)
