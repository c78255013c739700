"""passlib and argon2: to hash a password is made slow on purpose."""


class CryptContext:
    def __init__(self, *args, **kwargs):
        pass

    def hash(self, secret, **kwargs):
        __outside__("compute", "CryptContext.hash")
        return __scalar__()

    def encrypt(self, secret, **kwargs):
        return self.hash(secret)

    def verify(self, secret, hash, **kwargs):
        __outside__("compute", "CryptContext.verify")
        return __scalar__()

    def verify_and_update(self, secret, hash, **kwargs):
        __outside__("compute", "CryptContext.verify_and_update")
        return __scalar__(), __scalar__()

    def __getattr__(self, name):
        return __scalar__


class PasswordHasher:
    def __init__(self, *args, **kwargs):
        pass

    def hash(self, password, **kwargs):
        __outside__("compute", "PasswordHasher.hash")
        return __scalar__()

    def verify(self, hash, password):
        __outside__("compute", "PasswordHasher.verify")
        return __scalar__()

    def __getattr__(self, name):
        return __scalar__


PasswordHash = CryptContext
LazyCryptContext = CryptContext
