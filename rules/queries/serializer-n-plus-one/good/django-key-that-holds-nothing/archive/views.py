from rest_framework import serializers, viewsets

from .models import Folder


class FolderSerializer(serializers.ModelSerializer):
    editions = serializers.SerializerMethodField()
    root_title = serializers.SerializerMethodField()

    class Meta:
        model = Folder
        fields = ["title", "editions", "root_title"]

    def get_root_title(self, folder):
        root = folder if folder.root_id is None else folder.root
        return root.title

    def get_editions(self, folder):
        known = getattr(folder, "_prefetched_objects_cache", None)
        editions = known.get("editions") if isinstance(known, dict) else None
        if editions is None:
            editions = Folder.objects.filter(root=folder)
        return [edition.title for edition in editions]


class FolderViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Folder.objects.filter(root__isnull=True).prefetch_related("editions")
    serializer_class = FolderSerializer
