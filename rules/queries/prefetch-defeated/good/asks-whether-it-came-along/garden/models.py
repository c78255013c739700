from django.db import models


def came_along(row, relation):
    if relation in row._state.fields_cache:
        return True
    return hasattr(row, "_prefetched_objects_cache") and relation in row._prefetched_objects_cache


class Bed(models.Model):
    name = models.CharField(max_length=40)

    @property
    def is_harvested(self):
        if came_along(self, "plants"):
            return all(plant.harvested for plant in self.plants.all())
        return not self.plants.filter(harvested=False).exists()


class Plant(models.Model):
    bed = models.ForeignKey(Bed, on_delete=models.CASCADE, related_name="plants")
    harvested = models.BooleanField(default=False)
