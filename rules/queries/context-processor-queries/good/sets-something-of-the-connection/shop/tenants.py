from django.db import connection


class TenantMiddleware:
    """Row-level security of the database asks for this setting."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.tenant', %s, false)", [request.headers.get("X-Tenant")])
        return self.get_response(request)
