"""flask_themes2: templates that a theme may replace; those of the app are what is rendered without one."""


def render_theme_template(theme, template_name, _fallback=True, **context):
    return __render__(template_name, context)


def _template(name, fallback=True):
    return name


def setup_themes(app, *args, **kwargs):
    __register__("template_global", "theme", _template)


def get_themes_list():
    return __input__()


class Themes:
    def __init__(self, app=None, *args, **kwargs):
        pass

    def init_themes(self, app, *args, **kwargs):
        setup_themes(app)
