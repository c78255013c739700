"""jinja2: environments that find templates by name, and what rendering one runs."""


class Template:
    def __init__(self, source="", **options):
        self.name = None
        self.is_page = False

    def render(self, *args, **kwargs):
        if self.name is None:
            return __scalar__(*args)
        if self.is_page:
            return __render__(self.name, dict(*args, **kwargs))
        return __render_text__(self.name, dict(*args, **kwargs))

    def render_async(self, *args, **kwargs):
        return self.render(*args, **kwargs)

    def generate(self, *args, **kwargs):
        return self.render(*args, **kwargs)

    def generate_async(self, *args, **kwargs):
        return self.render(*args, **kwargs)

    def stream(self, *args, **kwargs):
        return TemplateStream(self.render(*args, **kwargs))


class TemplateStream:
    def __init__(self, text):
        self.text = text

    def __iter__(self):
        return self.text

    def enable_buffering(self, size=5):
        pass

    def disable_buffering(self):
        pass

    def dump(self, fp, encoding=None, errors="strict"):
        pass


def _named(name, is_page):
    template = Template()
    template.name = name
    template.is_page = is_page
    return template


class Environment:
    def __init__(self, *args, **options):
        self.globals = __template_names__("")
        self.filters = __template_names__("filter:")
        self.tests = {}
        self.loader = __input__()
        self.policies = {}
        self.of_pages = False

    def add_extension(self, name):
        pass

    def install_gettext_callables(self, *args, **kwargs):
        pass

    def install_gettext_translations(self, *args, **kwargs):
        pass

    def install_null_translations(self, *args, **kwargs):
        pass

    def get_template(self, name, parent=None, globals=None):
        return _named(name, self.of_pages)

    def get_or_select_template(self, name, parent=None, globals=None):
        return _named(name, self.of_pages)

    def select_template(self, names, parent=None, globals=None):
        return _named(names[0], self.of_pages)

    def from_string(self, source, globals=None, template_class=None):
        return Template(source)


class PageEnvironment(Environment):
    """The environment of a web framework: what it renders are pages."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.of_pages = True


class SandboxedEnvironment(Environment):
    pass


class NativeEnvironment(Environment):
    pass


def FileSystemLoader(*args, **kwargs):
    return __scalar__()


def PackageLoader(*args, **kwargs):
    return __scalar__()


def ChoiceLoader(*args, **kwargs):
    return __scalar__()


def PrefixLoader(*args, **kwargs):
    return __scalar__()


def DictLoader(*args, **kwargs):
    return __scalar__()


def select_autoescape(*args, **kwargs):
    return __scalar__()


def pass_context(f):
    def given_first(*args, **kwargs):
        return f(__input__(), *args, **kwargs)

    return __wraps__(f, given_first)


pass_eval_context = pass_context
pass_environment = pass_context
contextfunction = pass_context
contextfilter = pass_context
environmentfilter = pass_context
environmentfunction = pass_context
evalcontextfilter = pass_context
Markup = __scalar__
escape = __scalar__
