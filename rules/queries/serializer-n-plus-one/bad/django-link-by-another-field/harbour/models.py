from django.db import models


class Skipper(models.Model):
    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)


class Boat(models.Model):
    name = models.CharField(max_length=80)
    skipper = models.ForeignKey(Skipper, on_delete=models.CASCADE)
    owner = models.ForeignKey(Skipper, on_delete=models.CASCADE, related_name="owned")
