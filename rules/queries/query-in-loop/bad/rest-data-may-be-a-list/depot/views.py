from rest_framework.response import Response
from rest_framework.views import APIView

from .models import Part


class PartsView(APIView):
    def put(self, request):
        data = request.data if isinstance(request.data, list) else [request.data]
        weights = []
        for item in data:
            part = Part.objects.get(number=item["number"])  # expect: query-in-loop
            weights.append(part.weight)
        return Response({"weights": weights})
