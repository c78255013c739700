"""django.template: tags and filters of a project's libraries, and templates made in code."""
from functools import wraps
from django.shortcuts import get_template, select_template, render_to_string


class Library:
    def __init__(self):
        self.filters = {}
        self.tags = {}

    def filter(self, name=None, filter_func=None, **flags):
        if __is_function__(name):
            __register__("template_filter", None, name)
            return name
        if filter_func is not None:
            __register__("template_filter", name, filter_func)
            return filter_func

        def decorator(f):
            __register__("template_filter", name, f)
            return f

        return decorator

    def simple_tag(self, func=None, takes_context=None, name=None):
        def decorator(f):
            if takes_context:

                def tag(*args, **kwargs):
                    return f(__template_scope__(), *args, **kwargs)

                __register__("template_tag", name or f.__name__, tag)
            else:
                __register__("template_tag", name or f.__name__, f)
            return f

        if func is not None:
            return decorator(func)
        return decorator

    def assignment_tag(self, func=None, takes_context=None, name=None):
        return self.simple_tag(func, takes_context, name)

    def simple_block_tag(self, func=None, takes_context=None, name=None, end_name=None):
        return func

    def inclusion_tag(self, filename, func=None, takes_context=None, name=None):
        def decorator(f):
            def tag(*args, **kwargs):
                if takes_context:
                    return __render__(filename, f(__template_scope__(), *args, **kwargs))
                return __render__(filename, f(*args, **kwargs))

            __register__("template_tag", name or f.__name__, tag)
            return f

        if func is not None:
            return decorator(func)
        return decorator

    def tag(self, name=None, compile_function=None):
        def decorator(f):
            def parsed(*args, **kwargs):
                return f(__input__(), __input__()).render(__template_scope__())

            __register__("template_tag", tag_name or f.__name__, parsed)
            return f

        if __is_function__(name):
            tag_name = None
            return decorator(name)
        tag_name = name
        if compile_function is not None:
            return decorator(compile_function)
        return decorator

    def tag_function(self, f):
        return f

    def filter_function(self, f):
        return f


def Context(dict_=None, *args, **kwargs):
    return __template_context__(dict_, None)


def RequestContext(request, dict_=None, *args, **kwargs):
    return __template_context__(dict_, request)


class Node:
    def __init__(self, *args, **kwargs):
        pass


class Template:
    """A template of text that stands in code."""

    def __init__(self, source=None, *args, **kwargs):
        pass

    def render(self, context=None):
        return __scalar__()


def stringfilter(f):
    return f


class TemplateDoesNotExist(Exception):
    pass


class TemplateSyntaxError(Exception):
    pass
