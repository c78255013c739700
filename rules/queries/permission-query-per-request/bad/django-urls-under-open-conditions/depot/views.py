from django.contrib.auth.mixins import UserPassesTestMixin
from django.shortcuts import render
from django.views import View


class OfOneTeam(UserPassesTestMixin):
    def test_func(self):  # expect: permission-query-per-request
        return any(team.depot.name == "north" for team in self.request.user.teams.all())  # expect: lazy-load-in-loop


class Plan(OfOneTeam, View):
    def get(self, request):
        return render(request, "plan.html")


class Stock(OfOneTeam, View):
    def get(self, request):
        return render(request, "stock.html")


class Orders(OfOneTeam, View):
    def get(self, request):
        return render(request, "orders.html")
