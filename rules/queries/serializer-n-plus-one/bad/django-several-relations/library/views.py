from rest_framework import serializers, viewsets

from .models import Book, Loan, Publisher, Reader


class PublisherSerializer(serializers.ModelSerializer):
    class Meta:
        model = Publisher
        fields = ["name"]


class BookSerializer(serializers.ModelSerializer):
    publisher = PublisherSerializer()

    class Meta:
        model = Book
        fields = ["title", "publisher"]


class ReaderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Reader
        fields = ["name"]


class LoanSerializer(serializers.ModelSerializer):
    book = BookSerializer()
    reader = ReaderSerializer()
    readers = ReaderSerializer(many=True)

    class Meta:
        model = Loan
        fields = ["book", "reader", "readers"]


class LoanViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Loan.objects.order_by("id")  # expect: serializer-n-plus-one
    serializer_class = LoanSerializer
