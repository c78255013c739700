"""django.shortcuts and django.template.loader: rendering, redirecting, looking up."""
from django.http import HttpResponse, HttpResponseRedirect


def render(request, template_name, context=None, content_type=None, status=None, using=None, **kwargs):
    __render__(template_name, __template_context__(context, request))
    return HttpResponse()


def render_to_response(template_name, context=None, context_instance=None, *args, **kwargs):
    """Before Django 2, a `RequestContext` may stand behind the names of the view, or hold them itself."""
    if isinstance(context_instance, str):
        context_instance = None
    whole = __template_context__(context_instance, None)
    if context is not None:
        whole.update(context)
    __render__(template_name, whole)
    return HttpResponse()


def render_to_string(template_name, context=None, request=None, using=None, **kwargs):
    return __render__(template_name, __template_context__(context, request))


class Template:
    def __init__(self, name):
        self.name = name

    def render(self, context=None, request=None):
        return __render__(self.name, __template_context__(context, request))

    def __getattr__(self, name):
        return __scalar__()


def get_template(template_name, using=None):
    return Template(template_name)


def select_template(template_name_list, using=None):
    return Template(template_name_list)


def redirect(to, *args, **kwargs):
    if hasattr(to, "get_absolute_url"):
        to.get_absolute_url()
    return HttpResponseRedirect()


def resolve_url(to, *args, **kwargs):
    return __scalar__()


def get_object_or_404(klass, *args, **kwargs):
    return __manager_of__(klass).get(*args, **kwargs)


def get_list_or_404(klass, *args, **kwargs):
    return list(__manager_of__(klass).filter(*args, **kwargs))


def aget_object_or_404(klass, *args, **kwargs):
    return __manager_of__(klass).get(*args, **kwargs)
