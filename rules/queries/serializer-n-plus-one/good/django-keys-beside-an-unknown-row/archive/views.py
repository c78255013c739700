from rest_framework import serializers, viewsets
from rest_framework.response import Response

from outside import made

from .models import Archive, Folder


class FolderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Folder
        fields = ["title", "archive"]


class FrontViewSet(viewsets.ViewSet):
    # The key stands in each row, though it is not known what one of them is.
    def list(self, request):
        fronts = [archive.front for archive in Archive.objects.select_related("front").order_by("title")[:50]]
        return Response(FolderSerializer(fronts + [self.make(request)], many=True).data)

    def make(self, request):
        return Folder.objects.order_by("title").first() if request.user.is_authenticated else made(request)
