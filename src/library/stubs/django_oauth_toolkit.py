"""Abstract models of django-oauth-toolkit, as projects derive their own applications and tokens from them."""
import oauth2_provider.behaviour
from django.conf import settings
from django.db import models


class OwnedModel(oauth2_provider.behaviour.Unknown, models.Model):
    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, related_name="%(app_label)s_%(class)s", null=True, on_delete=models.CASCADE
    )
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class AbstractApplication(OwnedModel):
    client_id = models.CharField(max_length=100, unique=True, db_index=True)
    redirect_uris = models.TextField(blank=True)
    client_type = models.CharField(max_length=32)
    authorization_grant_type = models.CharField(max_length=32)
    client_secret = models.CharField(max_length=255, db_index=True)
    name = models.CharField(max_length=255, blank=True)
    skip_authorization = models.BooleanField(default=False)

    class Meta:
        abstract = True
