"""django.views.generic: Django's own hierarchy of class-based views, as far as data flows through it."""
from django.http import HttpResponse, HttpResponseRedirect, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.core.paginator import Paginator
from django.shortcuts import _manager


class View:
    http_method_names = ["get", "post", "put", "patch", "delete", "head", "options", "trace"]

    def __init__(self, **kwargs):
        for key, value in kwargs.items():
            setattr(self, key, value)

    @classmethod
    def as_view(cls, **initkwargs):
        def view(request, *args, **kwargs):
            self = cls(**initkwargs)
            self.setup(request, *args, **kwargs)
            return __dispatch_decorated__(self, self.dispatch, [request, *args], kwargs)

        return __view_class__(view, cls)

    def setup(self, request, *args, **kwargs):
        self.request = request
        self.args = args
        self.kwargs = kwargs

    def dispatch(self, request, *args, **kwargs):
        return __dispatch_verb__(self, [request, *args], kwargs)

    def http_method_not_allowed(self, request, *args, **kwargs):
        return HttpResponse()

    def options(self, request, *args, **kwargs):
        return HttpResponse()


class ContextMixin:
    extra_context = None

    def get_context_data(self, **kwargs):
        kwargs.setdefault("view", self)
        if self.extra_context is not None:
            kwargs.update(self.extra_context)
        return kwargs


class TemplateResponseMixin:
    template_name = None
    template_engine = None
    content_type = None
    response_class = TemplateResponse

    def render_to_response(self, context, **response_kwargs):
        return self.response_class(self.request, self.get_template_names(), context)

    def get_template_names(self):
        return [self.template_name]


class TemplateView(TemplateResponseMixin, ContextMixin, View):
    def get(self, request, *args, **kwargs):
        context = self.get_context_data(**kwargs)
        return self.render_to_response(context)


class RedirectView(View):
    permanent = False
    url = None
    pattern_name = None
    query_string = False

    def get_redirect_url(self, *args, **kwargs):
        return __scalar__()

    def get(self, request, *args, **kwargs):
        self.get_redirect_url(*args, **kwargs)
        return HttpResponseRedirect()

    def post(self, request, *args, **kwargs):
        return self.get(request, *args, **kwargs)


class SingleObjectMixin(ContextMixin):
    model = None
    queryset = None
    slug_field = "slug"
    context_object_name = None
    slug_url_kwarg = "slug"
    pk_url_kwarg = "pk"
    query_pk_and_slug = False

    def get_object(self, queryset=None):
        if queryset is None:
            queryset = self.get_queryset()
        pk = self.kwargs.get(self.pk_url_kwarg)
        slug = self.kwargs.get(self.slug_url_kwarg)
        if pk is not None:
            queryset = queryset.filter(pk=pk)
        if slug is not None and (pk is None or self.query_pk_and_slug):
            queryset = __filtered__(queryset, self.get_slug_field(), slug)
        return queryset.get()

    def get_queryset(self):
        if self.queryset is None:
            return self.model._default_manager.all()
        return self.queryset.all()

    def get_slug_field(self):
        return self.slug_field

    def get_context_object_name(self, obj):
        if self.context_object_name:
            return self.context_object_name
        return __model_name__(obj)

    def get_context_data(self, **kwargs):
        context = {}
        if self.object is not None:
            context["object"] = self.object
            name = self.get_context_object_name(self.object)
            if name:
                context[name] = self.object
        context.update(kwargs)
        return super().get_context_data(**context)


class SingleObjectTemplateResponseMixin(TemplateResponseMixin):
    template_name_field = None
    template_name_suffix = "_detail"

    def get_template_names(self):
        if self.template_name is not None:
            return [self.template_name]
        return [__template_of__(self.model or self.object, self.template_name_suffix)]


class BaseDetailView(SingleObjectMixin, View):
    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        context = self.get_context_data(object=self.object)
        return self.render_to_response(context)


class DetailView(SingleObjectTemplateResponseMixin, BaseDetailView):
    pass


class MultipleObjectMixin(ContextMixin):
    allow_empty = True
    queryset = None
    model = None
    paginate_by = None
    paginate_orphans = 0
    context_object_name = None
    paginator_class = Paginator
    page_kwarg = "page"
    ordering = None

    def get_queryset(self):
        if self.queryset is not None:
            queryset = self.queryset.all()
        else:
            queryset = self.model._default_manager.all()
        ordering = self.get_ordering()
        if ordering:
            queryset = queryset.order_by(*__each__(ordering))
        return queryset

    def get_ordering(self):
        return self.ordering

    def paginate_queryset(self, queryset, page_size):
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.page(self.request.GET.get(self.page_kwarg, 1))
        return (paginator, page, page.object_list, page.has_other_pages())

    def get_paginate_by(self, queryset):
        return self.paginate_by

    def get_paginate_orphans(self):
        return self.paginate_orphans

    def get_paginator(self, queryset, per_page, orphans=0, allow_empty_first_page=True, **kwargs):
        return self.paginator_class(queryset, per_page)

    def get_allow_empty(self):
        return self.allow_empty

    def get_context_object_name(self, object_list):
        if self.context_object_name:
            return self.context_object_name
        name = __model_name__(object_list)
        return name + "_list" if name else None

    def get_context_data(self, *, object_list=None, **kwargs):
        queryset = object_list if object_list is not None else self.object_list
        page_size = self.get_paginate_by(queryset)
        name = self.get_context_object_name(queryset)
        if not __is_none__(page_size):
            paginator, page, queryset, is_paginated = self.paginate_queryset(queryset, page_size)
            context = {"paginator": paginator, "page_obj": page, "is_paginated": is_paginated, "object_list": queryset}
        else:
            context = {"paginator": None, "page_obj": None, "is_paginated": False, "object_list": queryset}
        if name is not None:
            context[name] = queryset
        context.update(kwargs)
        return super().get_context_data(**context)


class BaseListView(MultipleObjectMixin, View):
    def get(self, request, *args, **kwargs):
        self.object_list = self.get_queryset()
        context = self.get_context_data()
        return self.render_to_response(context)


class MultipleObjectTemplateResponseMixin(TemplateResponseMixin):
    template_name_suffix = "_list"

    def get_template_names(self):
        if self.template_name is not None:
            return [self.template_name]
        return [__template_of__(self.model or self.object_list, self.template_name_suffix)]


class ListView(MultipleObjectTemplateResponseMixin, BaseListView):
    pass


class FormMixin(ContextMixin):
    initial = {}
    form_class = None
    success_url = None
    prefix = None

    def get_initial(self):
        return dict(self.initial)

    def get_prefix(self):
        return self.prefix

    def get_form_class(self):
        return self.form_class

    def get_form(self, form_class=None):
        if form_class is None:
            form_class = self.get_form_class()
        if form_class is None:
            return __input__()
        return form_class(**self.get_form_kwargs())

    def get_form_kwargs(self):
        kwargs = {"initial": self.get_initial(), "prefix": self.get_prefix()}
        if self.request.method in ("POST", "PUT"):
            kwargs["data"] = self.request.POST
            kwargs["files"] = self.request.FILES
        return kwargs

    def get_success_url(self):
        return __scalar__()

    def success(self):
        self.get_success_url()
        return HttpResponseRedirect()

    def form_valid(self, form):
        return self.success()

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        if "form" not in kwargs:
            kwargs["form"] = self.get_form()
        return super().get_context_data(**kwargs)


class ModelFormMixin(FormMixin, SingleObjectMixin):
    fields = None

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if hasattr(self, "object"):
            kwargs["instance"] = self.object
        return kwargs

    def form_valid(self, form):
        self.object = form.save()
        return super().form_valid(form)


class ProcessFormView(View):
    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if form.is_valid():
            return self.form_valid(form)
        return self.form_invalid(form)


class BaseFormView(FormMixin, ProcessFormView):
    pass


class FormView(TemplateResponseMixin, BaseFormView):
    pass


class BaseCreateView(ModelFormMixin, ProcessFormView):
    def get(self, request, *args, **kwargs):
        self.object = None
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.object = None
        return super().post(request, *args, **kwargs)


class CreateView(SingleObjectTemplateResponseMixin, BaseCreateView):
    template_name_suffix = "_form"


class BaseUpdateView(ModelFormMixin, ProcessFormView):
    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().post(request, *args, **kwargs)


class UpdateView(SingleObjectTemplateResponseMixin, BaseUpdateView):
    template_name_suffix = "_form"


class DeletionMixin:
    success_url = None

    def delete(self, request, *args, **kwargs):
        self.object = self.get_object()
        self.get_success_url()
        self.object.delete()
        return HttpResponseRedirect()

    def post(self, request, *args, **kwargs):
        return self.delete(request, *args, **kwargs)

    def get_success_url(self):
        return __scalar__()


class BaseDeleteView(DeletionMixin, BaseDetailView):
    pass


class DeleteView(SingleObjectTemplateResponseMixin, BaseDeleteView):
    template_name_suffix = "_confirm_delete"


class DateMixin:
    date_field = None
    allow_future = False


class ArchiveIndexView(ListView):
    pass


class DateDetailView(DetailView):
    pass
