"""django.contrib.admin: which rows a changelist goes through, and what it prints of each."""


class AdminSite:
    def __init__(self, *args, **kwargs):
        self.urls = []

    def register(self, model_or_iterable, admin_class=None, **options):
        for model in __each__(model_or_iterable):
            __register__("admin", model, admin_class or ModelAdmin)

    def unregister(self, model_or_iterable):
        pass

    def is_registered(self, model):
        return __input__()

    def admin_view(self, view, cacheable=False):
        return view

    def get_urls(self):
        return []

    def each_context(self, request):
        return {}

    def __getattr__(self, name):
        return __input__()


site = AdminSite()


def register(*models, site=None):
    def decorator(admin_class):
        for model in models:
            __register__("admin", model, admin_class)
        return admin_class

    return decorator


def display(function=None, *, boolean=None, ordering=None, description=None, empty_value=None):
    if function is not None:
        return function

    def decorator(f):
        return f

    return decorator


def action(function=None, *, permissions=None, description=None):
    return display(function)


def autodiscover():
    pass


class BaseModelAdmin:
    ordering = None
    fields = None
    exclude = None
    fieldsets = None
    readonly_fields = ()
    raw_id_fields = ()
    autocomplete_fields = ()
    formfield_overrides = {}
    show_full_result_count = True

    def get_ordering(self, request):
        return self.ordering or ()

    def get_queryset(self, request):
        queryset = self.model._default_manager.get_queryset()
        ordering = self.get_ordering(request)
        if ordering:
            queryset = queryset.order_by(*ordering)
        return queryset

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields

    def get_fields(self, request, obj=None):
        return self.fields

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets

    def get_exclude(self, request, obj=None):
        return self.exclude

    def get_urls(self):
        return []

    def has_add_permission(self, request, *args):
        return True

    has_change_permission = has_add_permission
    has_delete_permission = has_add_permission
    has_view_permission = has_add_permission
    has_module_permission = has_add_permission

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return __input__()

    formfield_for_foreignkey = formfield_for_dbfield
    formfield_for_manytomany = formfield_for_dbfield
    formfield_for_choice_field = formfield_for_dbfield


class ModelAdmin(BaseModelAdmin):
    list_display = ("__str__",)
    list_display_links = ()
    list_filter = ()
    list_select_related = False
    list_per_page = 100
    list_max_show_all = 200
    list_editable = ()
    search_fields = ()
    inlines = ()
    actions = ()

    def __init__(self, model, admin_site):
        self.model = model
        self.admin_site = admin_site

    def get_list_display(self, request):
        return self.list_display

    def get_list_display_links(self, request, list_display):
        return self.list_display_links

    def get_list_filter(self, request):
        return self.list_filter

    def get_list_select_related(self, request):
        return self.list_select_related

    def get_search_fields(self, request):
        return self.search_fields

    def get_search_results(self, request, queryset, search_term):
        return queryset, False

    def get_inlines(self, request, obj):
        return self.inlines

    def get_actions(self, request):
        return {}

    def changelist_view(self, request, extra_context=None):
        queryset = self.get_queryset(request)
        columns = self.get_list_display(request)
        queryset = __admin_joined__(queryset, columns, self.get_list_select_related(request))
        __count__(queryset)
        for row in queryset[0 : self.list_per_page]:
            __admin_row__(self, row, columns)
        return __scalar__()

    def get_object(self, request, object_id, from_field=None):
        return __filtered__(self.get_queryset(request), "pk", object_id).get()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        obj = self.get_object(request, object_id)
        for inline in self.get_inlines(request, obj):
            __admin_inline__(inline(self.model, self.admin_site), request, obj)
        return __scalar__()

    def add_view(self, request, form_url="", extra_context=None):
        return __scalar__()

    def save_model(self, request, obj, form, change):
        obj.save()

    def delete_model(self, request, obj):
        obj.delete()

    def delete_queryset(self, request, queryset):
        queryset.delete()

    def save_formset(self, request, form, formset, change):
        formset.save()

    def message_user(self, *args, **kwargs):
        pass

    def log_change(self, *args, **kwargs):
        pass

    log_addition = log_change
    log_deletion = log_change


class InlineModelAdmin(BaseModelAdmin):
    model = None
    fk_name = None
    extra = 3
    template = None

    def __init__(self, parent_model, admin_site):
        self.parent_model = parent_model
        self.admin_site = admin_site

    def _shown(self, request, obj):
        key = __admin_key__(self.model, self.parent_model, self.fk_name)
        if key is None or self.template is not None:
            return
        columns = ["__str__", *self.get_readonly_fields(request, obj)]
        for row in __filtered__(self.get_queryset(request), key, obj):
            __admin_row__(self, row, columns)


class StackedInline(InlineModelAdmin):
    pass


class TabularInline(InlineModelAdmin):
    pass


class GenericStackedInline(InlineModelAdmin):
    pass


class GenericTabularInline(InlineModelAdmin):
    pass


class SimpleListFilter:
    title = None
    parameter_name = None

    def __init__(self, *args, **kwargs):
        pass

    def value(self):
        return __input__()

    def lookups(self, request, model_admin):
        return ()

    def queryset(self, request, queryset):
        return queryset


ListFilter = SimpleListFilter
FieldListFilter = SimpleListFilter
AllValuesFieldListFilter = SimpleListFilter
BooleanFieldListFilter = SimpleListFilter
ChoicesFieldListFilter = SimpleListFilter
DateFieldListFilter = SimpleListFilter
EmptyFieldListFilter = SimpleListFilter
RelatedFieldListFilter = SimpleListFilter
RelatedOnlyFieldListFilter = SimpleListFilter

# Of packages that add pages and buttons, but leave the changelist as it is.
UserAdmin = ModelAdmin
GroupAdmin = ModelAdmin
GISModelAdmin = ModelAdmin
GeoModelAdmin = ModelAdmin
OSMGeoAdmin = ModelAdmin
ImportMixin = BaseModelAdmin
ExportMixin = BaseModelAdmin
ImportExportMixin = BaseModelAdmin
ImportExportModelAdmin = ModelAdmin
ExportActionMixin = BaseModelAdmin
ExportActionModelAdmin = ModelAdmin
ImportExportActionModelAdmin = ModelAdmin
SimpleHistoryAdmin = ModelAdmin
GuardedModelAdmin = ModelAdmin
VersionAdmin = ModelAdmin
TranslationAdmin = ModelAdmin
SortableAdminMixin = BaseModelAdmin
