from django.contrib.auth.models import User
from django.db import models


class Badge(models.Model):
    user = models.OneToOneField(User, on_delete=models.CASCADE)
    colour = models.CharField(max_length=40)


def user_colour(self):
    return self.badge.colour  # expect: lazy-load-in-loop


User.add_to_class("colour", user_colour)
