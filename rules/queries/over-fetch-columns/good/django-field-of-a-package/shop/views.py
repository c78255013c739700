from rest_framework import serializers, viewsets
from twoways.fields import ReadAndWrite

from .models import Partner, Visit


class PartnerSerializer(serializers.ModelSerializer):
    class Meta:
        model = Partner
        fields = ("id", "name")


class VisitSerializer(serializers.ModelSerializer):
    # What a class of another package reads of the rows is not known.
    partners = ReadAndWrite(read=PartnerSerializer(many=True))
    sender = serializers.SerializerMethodField()

    class Meta:
        model = Visit
        fields = ("id", "number", "partners", "sender")

    def get_sender(self, visit):
        return self.context["request"].user.email


class VisitViewSet(viewsets.ModelViewSet):
    queryset = Visit.objects.prefetch_related("partners")
    serializer_class = VisitSerializer
