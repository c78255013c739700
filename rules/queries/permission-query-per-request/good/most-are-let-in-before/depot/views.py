from rest_framework import generics, permissions, serializers

from .models import Pallet


class OfTheOwner(permissions.BasePermission):
    def has_object_permission(self, request, view, pallet):
        if request.user.is_of_the_depot:
            return True
        return pallet.owner.is_active and pallet.owner.is_staff


class PalletSerializer(serializers.ModelSerializer):
    class Meta:
        model = Pallet
        fields = ["id", "label"]


class One(generics.RetrieveAPIView):
    queryset = Pallet.objects.all()
    serializer_class = PalletSerializer
    permission_classes = [OfTheOwner]


class Labels(One):
    pass


class Places(One):
    pass


class Weights(One):
    pass


class Doors(One):
    pass


class Racks(One):
    pass


class Keys(One):
    pass
