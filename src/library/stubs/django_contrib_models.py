"""Models of Django's contrib apps that keys of projects point to."""
from django.db import models


class ContentTypeManager(models.Manager):
    def get_for_model(self, model, for_concrete_model=True):
        return __kept_row__(self)

    def get_for_id(self, id):
        return __kept_row__(self)

    def get_by_natural_key(self, app_label, model):
        return __kept_row__(self)

    def get_for_models(self, *models, **kwargs):
        return {__input__(): __kept_row__(self)}


class ContentType(models.Model):
    objects = ContentTypeManager()
    app_label = models.CharField(max_length=100)
    model = models.CharField(max_length=100)

    class Meta:
        app_label = "contenttypes"
        db_table = "django_content_type"
        unique_together = [["app_label", "model"]]


class SiteManager(models.Manager):
    def get_current(self, request=None):
        return __kept_row__(self)


class Site(models.Model):
    objects = SiteManager()
    domain = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "sites"
        db_table = "django_site"


class Permission(models.Model):
    name = models.CharField(max_length=255)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    codename = models.CharField(max_length=100)

    class Meta:
        app_label = "auth"
        unique_together = [["content_type", "codename"]]


class Group(models.Model):
    name = models.CharField(max_length=150, unique=True)
    permissions = models.ManyToManyField(Permission, blank=True)

    class Meta:
        app_label = "auth"


class BaseUserManager(models.Manager):
    def normalize_email(self, email):
        return __scalar__()

    def make_random_password(self, *args, **kwargs):
        return __scalar__()

    def get_by_natural_key(self, username):
        return self.get(username=username)


class UserManager(BaseUserManager):
    def create_user(self, username, email=None, password=None, **extra_fields):
        return self.create(username=username, email=email, **extra_fields)

    def create_superuser(self, username, email=None, password=None, **extra_fields):
        return self.create(username=username, email=email, **extra_fields)


class AbstractBaseUser(models.Model):
    password = models.CharField(max_length=128)
    last_login = models.DateTimeField(blank=True, null=True)
    is_active = True
    is_anonymous = False
    is_authenticated = True

    class Meta:
        abstract = True

    def get_username(self):
        return __scalar__()

    def set_password(self, raw_password):
        pass

    def check_password(self, raw_password):
        return __scalar__()

    def get_session_auth_hash(self):
        return __scalar__()


class PermissionsMixin(models.Model):
    is_superuser = models.BooleanField(default=False)
    groups = models.ManyToManyField(Group, blank=True, related_name="user_set")
    user_permissions = models.ManyToManyField(Permission, blank=True, related_name="user_set")

    class Meta:
        abstract = True

    def has_perm(self, perm, obj=None):
        return __scalar__()

    def has_perms(self, perm_list, obj=None):
        return __scalar__()

    def has_module_perms(self, app_label):
        return __scalar__()

    def get_all_permissions(self, obj=None):
        return __scalar__()


class AbstractUser(AbstractBaseUser, PermissionsMixin):
    objects = UserManager()
    username = models.CharField(max_length=150, unique=True)
    first_name = models.CharField(max_length=150, blank=True)
    last_name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField()

    class Meta:
        abstract = True

    def get_full_name(self):
        return __scalar__()

    def get_short_name(self):
        return __scalar__()

    def email_user(self, *args, **kwargs):
        pass


class User(AbstractUser):
    class Meta:
        app_label = "auth"
