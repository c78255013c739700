"""WTForms and Flask-WTF: a form is input; only a submitted one is validated."""


class Field:
    choices = []

    def __init__(self, *args, **kwargs):
        self.data = __input__()

    def process(self, data):
        self.data = data

    def __html__(self):
        return __scalar__()

    def __call__(self, *args, **kwargs):
        return self.__html__()

    def __getattr__(self, name):
        return __input__()


class FormField(Field):
    def __init__(self, form_class, *args, **kwargs):
        self.form_class = form_class
        self.form = None

    def process(self, data):
        self.form = self.form_class(obj=data)

    def __html__(self):
        if self.form is None:
            self.form = self.form_class()
        return self.form.__html__()


class FieldList(Field):
    def __init__(self, unbound_field, *args, **kwargs):
        self.unbound_field = unbound_field

    def process(self, data):
        for item in data:
            self.unbound_field.process(item)

    def __html__(self):
        return self.unbound_field.__html__()


class Form:
    def __init__(self, formdata=None, obj=None, *args, **kwargs):
        __form_process__(self, obj)

    def __html__(self):
        __form_print__(self)
        return __scalar__()

    def __iter__(self):
        return __form_fields__(self)

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
