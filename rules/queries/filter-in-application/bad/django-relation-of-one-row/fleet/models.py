from django.db import models


class Boat(models.Model):
    name = models.CharField(max_length=80)

    @property
    def main_engine(self):
        for engine in self.engines.all():  # expect: filter-in-application
            if engine.is_main:
                return engine.name
        return None


class Engine(models.Model):
    boat = models.ForeignKey(Boat, on_delete=models.CASCADE, related_name="engines")
    name = models.CharField(max_length=80)
    is_main = models.BooleanField(default=False)
