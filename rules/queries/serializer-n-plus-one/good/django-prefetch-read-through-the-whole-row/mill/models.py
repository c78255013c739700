from django.db import models


class Visible:
    def get_queryset(self):
        return super().get_queryset().filter(hidden=False)


class VisibleManager(Visible, models.Manager):
    pass


class Wheel(models.Model):
    code = models.CharField(max_length=20)
    draft = models.BooleanField(default=False)


class Smith(models.Model):
    name = models.CharField(max_length=80)


class Repair(models.Model):
    wheel = models.ForeignKey(Wheel, on_delete=models.CASCADE, related_name="repairs")
    smith = models.ForeignKey(Smith, on_delete=models.CASCADE)
    hidden = models.BooleanField(default=False)

    objects = VisibleManager()
