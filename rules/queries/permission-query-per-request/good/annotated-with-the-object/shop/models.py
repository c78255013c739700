from django.db import models


class Show(models.Model):
    name = models.CharField(max_length=40)

    @property
    def for_adults(self):
        return any(scene.harsh for scene in self.scene_set.all())


class Scene(models.Model):
    show = models.ForeignKey(Show, on_delete=models.CASCADE)
    harsh = models.BooleanField(default=False)


class Ticket(models.Model):
    show = models.ForeignKey(Show, on_delete=models.CASCADE)
    seat = models.CharField(max_length=8)
    _for_adults = None

    @property
    def for_adults(self):
        if self._for_adults is not None:
            return self._for_adults
        return self.show.for_adults
