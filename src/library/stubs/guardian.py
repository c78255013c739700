"""django-guardian: permissions for single rows, directly on a project's own tables."""
import guardian.behaviour
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import models


class BaseObjectPermission(guardian.behaviour.Unknown, models.Model):
    permission = models.ForeignKey(Permission, on_delete=models.CASCADE)

    class Meta:
        abstract = True


class UserObjectPermissionBase(BaseObjectPermission):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)

    class Meta:
        abstract = True
        unique_together = ["user", "permission", "content_object"]


class GroupObjectPermissionBase(BaseObjectPermission):
    group = models.ForeignKey(Group, on_delete=models.CASCADE)

    class Meta:
        abstract = True
        unique_together = ["group", "permission", "content_object"]
