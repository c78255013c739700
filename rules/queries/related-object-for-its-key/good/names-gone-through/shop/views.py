from rest_framework import generics, serializers

from .models import Author, Book


class AuthorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Author
        fields = "__all__"


class BookSerializer(serializers.ModelSerializer):
    people = serializers.SerializerMethodField()
    roles = ["writer", "drawer"]

    class Meta:
        model = Book
        fields = ["title", "people"]

    def get_people(self, book):
        known = [role for role in self.roles if getattr(book, role, None) is not None]
        printed = AuthorSerializer([getattr(book, role) for role in known], many=True).data
        return dict(zip(known, printed))


class BookView(generics.RetrieveAPIView):
    queryset = Book.objects.all()
    serializer_class = BookSerializer
