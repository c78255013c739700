"""flask.views: class-based views."""


class View:
    methods = None
    decorators = []

    @classmethod
    def as_view(cls, name, *class_args, **class_kwargs):
        def view(*args, **kwargs):
            self = cls(*class_args, **class_kwargs)
            return self.dispatch_request(*args, **kwargs)

        out = __view_class__(view, cls)
        for decorator in cls.decorators:
            out = __decorated__(decorator, out)
        return out


class MethodView(View):
    def dispatch_request(self, *args, **kwargs):
        return __dispatch__(self, args, kwargs)
