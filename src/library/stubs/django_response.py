"""django.template.response: rendered after the view has returned, with the context it was given."""
from django.http import HttpResponse


class SimpleTemplateResponse(HttpResponse):
    def __init__(self, template, context=None, *args, **kwargs):
        self.context_data = context
        self.headers = {}
        __render__(template, __template_context__(context, None))


class TemplateResponse(HttpResponse):
    def __init__(self, request, template, context=None, *args, **kwargs):
        self.context_data = context
        self.headers = {}
        __render__(template, __template_context__(context, request))

    def render(self):
        return self
