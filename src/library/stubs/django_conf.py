"""django.conf: the settings of the project's own settings module."""


class LazySettings:
    def configure(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        return __setting__(name)


settings = LazySettings()
