"""django.forms: what a form is given, checks and saves. How its fields are drawn is not followed."""


class Media:
    def __init__(self, *args, **kwargs):
        pass


class Widget:
    def __init__(self, *args, **kwargs):
        self.attrs = {}

    def __getattr__(self, name):
        return __input__()


class Field:
    def __init__(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        return __input__()


BooleanField = Field
CharField = Field
ChoiceField = Field
ComboField = Field
DateField = Field
DateTimeField = Field
DecimalField = Field
DurationField = Field
EmailField = Field
FileField = Field
FilePathField = Field
FloatField = Field
GenericIPAddressField = Field
ImageField = Field
IntegerField = Field
JSONField = Field
ModelChoiceField = Field
ModelMultipleChoiceField = Field
MultiValueField = Field
MultipleChoiceField = Field
NullBooleanField = Field
RegexField = Field
SlugField = Field
SplitDateTimeField = Field
TimeField = Field
TypedChoiceField = Field
TypedMultipleChoiceField = Field
URLField = Field
UUIDField = Field

CheckboxInput = Widget
CheckboxSelectMultiple = Widget
ClearableFileInput = Widget
DateInput = Widget
DateTimeInput = Widget
EmailInput = Widget
FileInput = Widget
HiddenInput = Widget
Input = Widget
MultiWidget = Widget
MultipleHiddenInput = Widget
NumberInput = Widget
PasswordInput = Widget
RadioSelect = Widget
Select = Widget
SelectMultiple = Widget
SplitDateTimeWidget = Widget
TextInput = Widget
Textarea = Widget
TimeInput = Widget
URLInput = Widget


class BaseForm:
    def __init__(self, data=None, files=None, *args, **kwargs):
        self.data = data
        self.files = files
        self.fields = __input__()
        self.initial = kwargs.get("initial") or {}
        self.prefix = kwargs.get("prefix")

    def is_valid(self):
        # A form that was given nothing is not bound.
        if self.data is None and self.files is None:
            return False
        return self.errors

    def full_clean(self):
        self.errors

    def clean(self):
        return self.cleaned_data

    @property
    def cleaned_data(self):
        return __input__()

    @property
    @__kept__
    def errors(self):
        __each_method__(self, "clean")
        return __scalar__()

    def add_error(self, *args, **kwargs):
        pass

    def __getitem__(self, name):
        return __input__()

    def __iter__(self):
        return __input__()

    def __getattr__(self, name):
        return __input__()


class Form(BaseForm):
    pass


class BaseModelForm(BaseForm):
    def __init__(self, data=None, files=None, *args, instance=None, **kwargs):
        super().__init__(data, files, *args, **kwargs)
        if instance is None:
            instance = self.Meta.model()
        self.instance = instance

    def save(self, commit=True):
        if commit:
            self.instance.save()
        return self.instance

    def save_m2m(self):
        pass


class ModelForm(BaseModelForm):
    pass


class BaseFormSet(BaseForm):
    @property
    def forms(self):
        return __input__()


BaseModelFormSet = BaseFormSet
BaseInlineFormSet = BaseFormSet


def formset_factory(*args, **kwargs):
    return BaseFormSet


modelformset_factory = formset_factory
inlineformset_factory = formset_factory


def modelform_factory(model, *args, **kwargs):
    return BaseForm


class ValidationError(Exception):
    pass
