"""WTForms and Flask-WTF: a form is input; only a submitted one is validated."""


class Field:
    choices = []

    def __init__(self, *args, **kwargs):
        self.data = __input__()

    def __call__(self, *args, **kwargs):
        return __scalar__()

    def __getattr__(self, name):
        return __input__()


class Form:
    def __init__(self, *args, **kwargs):
        pass

    def validate_on_submit(self, *args, **kwargs):
        if __method__() == "GET":
            return False
        return self.validate()

    def is_submitted(self):
        return __method__() != "GET"

    def validate(self, *args, **kwargs):
        __each_method__(self, "validate_", Field())
        return __input__()

    def populate_obj(self, obj):
        pass

    def process(self, *args, **kwargs):
        pass

    def hidden_tag(self, *args, **kwargs):
        return __scalar__()

    def __getattr__(self, name):
        return __input__()


FlaskForm = Form
BaseForm = Form


class CSRFProtect:
    def __init__(self, app=None, **kwargs):
        pass

    def init_app(self, app):
        pass

    def exempt(self, view):
        return view

    def __getattr__(self, name):
        return __scalar__


CsrfProtect = CSRFProtect
