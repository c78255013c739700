from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class Shop(models.Model):
    name = models.CharField(max_length=80)


class CustomerManager(BaseUserManager):
    def create_user(self, email, password=None):
        return self.create(email=self.normalize_email(email))

    def regular(self):
        return self.filter(regular=True)


class Customer(AbstractBaseUser):
    email = models.EmailField(unique=True)
    regular = models.BooleanField(default=False)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE)

    objects = CustomerManager()
