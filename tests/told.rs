//! What findings of small projects say: their formulas, their remedies, the places of their evidence.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const MANAGE: (&str, &str) = ("manage.py", "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site.settings')\n");
const SETTINGS: &str = "ROOT_URLCONF = 'site.urls'\nINSTALLED_APPS = ['shop', 'rest_framework']\n\
    DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'shop'}}\n\
    REST_FRAMEWORK = {'DEFAULT_PAGINATION_CLASS': 'rest_framework.pagination.PageNumberPagination', 'PAGE_SIZE': 30}\n";
const MODELS: (&str, &str) = (
    "shop/models.py",
    r#"
from django.db import models

class Kept(models.Model):
    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)

class Maker(models.Model):
    name = models.CharField(max_length=40)

class Cup(Kept):
    name = models.CharField(max_length=40)
    maker = models.ForeignKey(Maker, on_delete=models.CASCADE)
    lenders = models.ManyToManyField(Maker, related_name="lent")

    def list_maker(self):
        return self.maker.name
"#,
);
const SERIALIZERS: (&str, &str) = (
    "shop/serializers.py",
    r#"
from rest_framework import serializers
from .models import Cup

class CupSerializer(serializers.ModelSerializer):
    by = serializers.SerializerMethodField()

    class Meta:
        model = Cup
        fields = ["name", "by"]

    def get_by(self, cup):
        return cup.maker.name
"#,
);

/// The findings of a rule in a project of these files.
fn findings(rule: &str, files: &[(&str, &str)]) -> Vec<Value> {
    let root = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let mut perfaudit = Command::new(env!("CARGO_BIN_EXE_perfaudit"));
    let output = perfaudit
        .current_dir(root.path())
        .args(["audit", ".", "--no-cache", "--format", "json", "--fail-on", "never"])
        .output()
        .expect("perfaudit starts");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let all = report["findings"].as_array().expect("findings");
    all.iter().filter(|finding| finding["rule"] == rule).cloned().collect()
}

fn django(rule: &str, views: &str, urls: &str) -> Vec<Value> {
    let urls = format!("from django.urls import path\nfrom shop import views\nurlpatterns = [{urls}]\n");
    let files = [
        MANAGE,
        ("site/__init__.py", ""),
        ("site/settings.py", SETTINGS),
        ("site/urls.py", &urls),
        ("shop/__init__.py", ""),
        MODELS,
        SERIALIZERS,
        ("shop/views.py", views),
    ];
    findings(rule, &files)
}

fn formulas(findings: &[Value]) -> Vec<&str> {
    findings.iter().filter_map(|finding| finding["formula"].as_str()).collect()
}

fn evidence(finding: &Value) -> Vec<String> {
    let all = finding["evidence"].as_array().expect("evidence");
    all.iter()
        .map(|e| format!("{}:{} {}", e["path"].as_str().unwrap_or(""), e["line"], e["note"].as_str().unwrap_or("")))
        .collect()
}

#[test]
fn a_page_of_rows_that_were_loaded_before_is_a_page() {
    let views = r#"
from rest_framework import generics
from .models import Cup
from .serializers import CupSerializer

class Cups(generics.ListAPIView):
    serializer_class = CupSerializer

    def get_queryset(self):
        cups = Cup.objects.order_by("name")
        for cup in cups:
            cup.seen = True
        return cups
"#;
    let found = django("serializer-n-plus-one", views, "path('cups/', views.Cups.as_view())");
    assert_eq!(formulas(&found), ["1 + min(30, N(shop_cup))"]);
}

#[test]
fn a_page_of_a_list_that_a_loop_has_made_is_a_page() {
    let views = r#"
from rest_framework import generics
from .models import Cup
from .serializers import CupSerializer

class Cups(generics.ListAPIView):
    serializer_class = CupSerializer

    def get_queryset(self):
        return [cup for cup in Cup.objects.order_by("name")]
"#;
    let found = django("serializer-n-plus-one", views, "path('cups/', views.Cups.as_view())");
    assert_eq!(formulas(&found), ["1 + min(30, N(shop_cup))"]);
}

#[test]
fn an_empty_package_of_settings_is_not_what_is_set() {
    let views = r#"
from rest_framework import generics
from .models import Cup
from .serializers import CupSerializer

class Cups(generics.ListAPIView):
    serializer_class = CupSerializer
    queryset = Cup.objects.order_by("name")
"#;
    let files = [
        MANAGE,
        ("site/__init__.py", ""),
        ("site/settings/__init__.py", ""),
        ("site/settings/live.py", SETTINGS),
        ("site/wsgi.py", "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site.settings.live')\n"),
        (
            "site/urls.py",
            "from django.urls import path\nfrom shop import views\nurlpatterns = [path('c/', views.Cups.as_view())]\n",
        ),
        ("shop/__init__.py", ""),
        MODELS,
        SERIALIZERS,
        ("shop/views.py", views),
    ];
    let found = findings("serializer-n-plus-one", &files);
    assert_eq!(formulas(&found), ["1 + min(30, N(shop_cup))"]);
}

#[test]
fn rows_are_added_by_whoever_calls_save() {
    let views = r#"
from django.http import JsonResponse
from .models import Cup

def names(request):
    return JsonResponse({"names": [cup.name for cup in Cup.objects.all()]})

def add(request):
    Cup.objects.create(name="new", maker_id=1)
    return JsonResponse({})
"#;
    let found = django("unbounded-list-query", views, "path('n/', views.names), path('a/', views.add)");
    assert!(evidence(&found[0]).contains(&"shop/views.py:9 adds a row to shop_cup".to_owned()), "{found:?}");
}

#[test]
fn what_a_check_reads_of_an_object_is_loaded_with_the_object() {
    let views = r#"
from rest_framework import permissions, viewsets
from .models import Cup
from .serializers import CupSerializer

class IsMaker(permissions.BasePermission):
    def has_object_permission(self, request, view, cup):
        return request.user == cup.maker or request.user in cup.lenders.all()

class Cups(viewsets.ModelViewSet):
    queryset = Cup.objects.all()
    serializer_class = CupSerializer
    permission_classes = [IsMaker]
"#;
    let urls = "path('c/<int:pk>/', views.Cups.as_view({'put': 'update', 'patch': 'partial_update', 'delete': 'destroy'}))";
    let found = django("permission-query-per-request", views, urls);
    assert!(found[0]["remedy"].as_str().is_some_and(|text| text.contains("together with the object")), "{found:?}");
}

#[test]
fn a_store_of_files_asks_no_database() {
    let views = r#"
import boto3
from django.http import JsonResponse
from .models import Cup

def pictures(request):
    bucket = boto3.resource("s3").Bucket("cups")
    found = []
    for cup in Cup.objects.order_by("name")[:50]:
        found.extend(o.key for o in bucket.objects.filter(Prefix=cup.name))
    return JsonResponse({"pictures": found})
"#;
    let found = django("query-in-loop", views, "path('p/', views.pictures)");
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_wrapped_method_serves_its_route() {
    let app = r#"
from functools import wraps
from fastapi import APIRouter, FastAPI
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from guards import quiet

app = FastAPI()
engine = create_engine("postgresql://localhost/club")

class Base(DeclarativeBase):
    pass

class Guest(Base):
    __tablename__ = "guests"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

class Guests:
    def __init__(self):
        self.router = APIRouter()
        self.router.add_api_route("/guests", self.names, methods=["GET"])
        self.router.add_api_route("/guests", self.add, methods=["POST"])

    @quiet()
    def names(self):
        with Session(engine) as session:
            return [guest.name for guest in session.scalars(select(Guest))]

    @quiet()
    def add(self, name: str):
        with Session(engine) as session:
            session.add(Guest(name=name))
            session.commit()

app.include_router(Guests().router)
"#;
    let guards = r#"
from functools import wraps

def quiet():
    def decorator(func):
        @wraps(func)
        def wrapper(*args, **kwargs):
            return func(*args, **kwargs)
        return wrapper
    return decorator
"#;
    let found = findings("unbounded-list-query", &[("app.py", app), ("guards.py", guards)]);
    let told: Vec<String> = found.iter().flat_map(evidence).filter(|e| e.contains("serves GET")).collect();
    assert_eq!(told, ["app.py:26 serves GET /guests"], "{found:?}");
}

#[test]
fn a_statement_that_deletes_leaves_rows_beside_to_others() {
    let app = r#"
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)

drawers = db.Table(
    "drawers",
    db.Column("box_id", db.ForeignKey("boxes.id"), primary_key=True),
    db.Column("shelf_id", db.ForeignKey("shelves.id"), primary_key=True),
)

class Shelf(db.Model):
    __tablename__ = "shelves"
    id = db.Column(db.Integer, primary_key=True)

class Box(db.Model):
    __tablename__ = "boxes"
    id = db.Column(db.Integer, primary_key=True)
    owner = db.Column(db.Integer, index=True)
    shelves = db.relationship(Shelf, secondary=drawers)

@app.post("/boxes/<int:owner>/clear")
def clear(owner):
    for box in Box.query.filter_by(owner=owner).all():
        db.session.delete(box)
    db.session.commit()
    return ""
"#;
    let found = findings("delete-row-by-row", &[("app.py", app)]);
    assert!(found[0]["remedy"].as_str().is_some_and(|text| text.contains("Rows of drawers refer to them")), "{found:?}");
}

#[test]
fn a_coroutine_that_awaits_is_not_told_to_be_a_plain_function() {
    let models = "from sqlalchemy import create_engine\nfrom sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column\n\
        engine = create_engine('postgresql://shop@db/shop', pool_pre_ping=True)\n\
        class Base(DeclarativeBase): pass\n\
        class Cup(Base):\n    __tablename__ = 'cup'\n    id: Mapped[int] = mapped_column(primary_key=True)\n";
    let app = "from fastapi import FastAPI, Request\nfrom sqlalchemy import select\nfrom sqlalchemy.orm import Session\n\
        from models import Cup, engine\napp = FastAPI()\n\
        @app.get('/a')\nasync def first():\n    with Session(engine) as session:\n        return session.get(Cup, 1)\n\
        @app.post('/b')\nasync def second(request: Request):\n    asked = await request.json()\n    with Session(engine) as session:\n        return session.get(Cup, asked['id'])\n";
    let told = findings("sync-db-in-async", &[("models.py", models), ("app.py", app)]);
    let remedies: Vec<&str> = told.iter().filter_map(|finding| finding["remedy"].as_str()).collect();
    assert_eq!(remedies.len(), 2, "{told:?}");
    assert!(remedies[0].starts_with("Declare the handler with def"), "{remedies:?}");
    assert!(remedies[1].starts_with("Move what asks the database into a function with def"), "{remedies:?}");
}

#[test]
fn a_query_that_runs_in_a_loop_is_not_one_before_it() {
    let views = r#"
from django.http import JsonResponse
from .models import Cup, Maker

def cups(request):
    names = []
    for maker in Maker.objects.all():
        names += [cup.maker.name for cup in Cup.objects.filter(lenders=maker)]
    return JsonResponse({"names": names})
"#;
    let found = django("lazy-load-in-loop", views, "path('cups/', views.cups)");
    assert_eq!(formulas(&found), ["N(shop_cup)·N(shop_maker)"]);
}

#[test]
fn what_each_round_repeats_is_counted_for_each_round() {
    let views = r#"
from django.http import JsonResponse
from .models import Cup, Maker

def of(maker):
    return [cup.name for cup in Cup.objects.filter(lenders=maker)]

def cups(request):
    return JsonResponse({"names": [of(maker) + of(maker) for maker in Maker.objects.all()]})
"#;
    let found = django("repeated-query-same-request", views, "path('cups/', views.cups)");
    assert_eq!(formulas(&found), ["2·N(shop_maker)"]);
    assert!(found[0]["message"].as_str().is_some_and(|text| text.contains("in each round of the loop")), "{found:?}");
}

#[test]
fn a_number_does_not_answer_for_the_rows() {
    let views = r#"
from django.http import JsonResponse
from .models import Cup

def cups(request):
    cups = Cup.objects.filter(name="blue")
    return JsonResponse({"number": cups.count(), "names": [cup.name for cup in cups]})
"#;
    let found = django("repeated-query-same-request", views, "path('cups/', views.cups)");
    assert!(found[0]["remedy"].as_str().is_some_and(|text| text.starts_with("Load the rows first")), "{found:?}");
}

#[test]
fn a_helper_that_asks_the_same_each_time_runs_once_before_the_loop() {
    let views = r#"
from django.http import HttpResponse
from .models import Cup, Maker

def mark(cup):
    names = [maker.name for maker in Maker.objects.filter(name="us")]
    cup.name = names[0]
    cup.save()

def cups(request):
    for cup in Cup.objects.all():
        mark(cup)
    return HttpResponse()
"#;
    let found = django("hidden-query-in-loop", views, "path('cups/', views.cups)");
    assert!(found[0]["remedy"].as_str().is_some_and(|text| text.starts_with("Each round asks the same")), "{found:?}");
}

#[test]
fn one_row_that_each_round_saves_is_saved_after_the_loop() {
    let views = r#"
from django.http import HttpResponse
from .models import Cup, Maker

def cups(request, pk):
    maker = Maker.objects.get(pk=pk)
    for cup in Cup.objects.all():
        maker.lent.add(cup)
        maker.save()
    return HttpResponse()
"#;
    let found = django("update-row-by-row", views, "path('cups/<int:pk>/', views.cups)");
    assert!(found[0]["remedy"].as_str().is_some_and(|text| text.starts_with("It is the same row")), "{found:?}");
}

#[test]
fn the_page_of_an_app_without_settings_is_not_known() {
    let views = r#"
from rest_framework import generics
from .models import Cup
from .serializers import CupSerializer

class Cups(generics.ListAPIView):
    queryset = Cup.objects.order_by("name")
    serializer_class = CupSerializer
"#;
    let urls = "from django.urls import path\nfrom shop import views\nurlpatterns = [path('cups/', views.Cups.as_view())]\n";
    let files = [("shop/__init__.py", ""), ("shop/urls.py", urls), MODELS, SERIALIZERS, ("shop/views.py", views)];
    let found = findings("serializer-n-plus-one", &files);
    assert!(found[0]["severity_reason"].as_str().is_some_and(|text| text.starts_with("one round for each row of a page")));
}

#[test]
fn a_statement_that_is_not_known_is_told_as_it_is_written() {
    let views = r#"
from django.db import connection
from django.http import HttpResponse
from .models import Cup
from .squash import statement

def squash(request):
    for cup in Cup.objects.all():
        with connection.cursor() as cursor:
            text = statement(cup)
            cursor.execute(text, [cup.pk])
    return HttpResponse("done")
"#;
    let found = django("query-in-loop", views, "path('s/', views.squash)");
    let told = found[0]["message"].as_str().unwrap_or_default();
    assert!(told.contains("cursor.execute(text, [cup.pk])"), "{found:?}");
}

#[test]
fn rows_that_are_locked_are_not_joined() {
    let views = r#"
from django.db import transaction
from django.http import HttpResponse
from .models import Cup

def polish(request):
    with transaction.atomic():
        for cup in Cup.objects.select_for_update().filter(name="old"):
            print(cup.maker.name)
    return HttpResponse("")
"#;
    let found = django("lazy-load-in-loop", views, "path('polish/', views.polish)");
    let remedy = found[0]["remedy"].as_str().expect("a remedy");
    assert!(remedy.contains(".prefetch_related(\"maker\")"), "{remedy}");
}

#[test]
fn an_option_stands_behind_what_a_manager_may_have_of_its_own() {
    let views = r#"
from django.http import JsonResponse
from .models import Cup

def cups(request):
    return JsonResponse({"makers": [cup.maker.name for cup in Cup.objects.all()]})
"#;
    let found = django("lazy-load-in-loop", views, "path('cups/', views.cups)");
    let after = found[0]["edits"][0]["after"][0].as_str().expect("an edit");
    assert!(after.contains("Cup.objects.all().select_related(\"maker\")"), "{after}");
}

#[test]
fn the_last_page_takes_the_orphans() {
    let views = r#"
from django.core.paginator import Paginator
from django.http import JsonResponse
from .models import Cup

def cups(request):
    page = Paginator(Cup.objects.order_by("name"), 10, orphans=5).page(request.GET["page"])
    return JsonResponse({"makers": [cup.maker.name for cup in page]})
"#;
    let found = django("lazy-load-in-loop", views, "path('cups/', views.cups)");
    assert_eq!(formulas(&found), ["1 + min(15, N(shop_cup))"]);
}

/// A function that nothing names may never run: it is told, but not as something that is sure to cost.
#[test]
fn what_nothing_calls_is_told_with_less_confidence() {
    let clients = r#"
import requests

def fetched(url):
    return requests.get(url).json()

def scheduled(url):
    return requests.get(url).json()

def forgotten(url):
    return requests.get(url).json()

def asked_by_nobody(url):
    return asked_by_that(url)

def asked_by_that(url):
    return requests.get(url).json()

class Client:
    @staticmethod
    def left(url):
        return requests.get(url).json()
"#;
    let app = r#"
from flask import Flask
from clients import fetched

app = Flask(__name__)
JOBS = {"sweep": "clients.scheduled"}

@app.route("/")
def index():
    return fetched("https://other.example")
"#;
    let found = findings("outbound-call-without-timeout", &[("clients.py", clients), ("app.py", app)]);
    let of =
        |symbol: &str| found.iter().find(|f| f["symbol"].as_str().is_some_and(|s| s.ends_with(symbol))).expect("a finding");
    assert_eq!(of("fetched")["confidence"], "high");
    assert_eq!(of("scheduled")["confidence"], "high");
    for symbol in ["forgotten", "asked_by_that", "left"] {
        assert_eq!(of(symbol)["confidence"], "medium");
        let reason = of(symbol)["severity_reason"].as_str().expect("a reason");
        assert!(reason.ends_with("nothing that runs in the tree calls the function"), "{reason}");
    }
}

#[test]
fn a_list_that_joins_keys_by_itself_has_to_name_them_with_another() {
    let models = "from django.db import models\n\nclass Maker(models.Model):\n    name = models.CharField(max_length=40)\n\n    \
                  def __str__(self):\n        return self.name\n\nclass Cup(models.Model):\n    \
                  maker = models.ForeignKey(Maker, on_delete=models.CASCADE)\n    \
                  owner = models.ForeignKey(Maker, null=True, on_delete=models.SET_NULL, related_name='owned')\n";
    let admin = "from django.contrib import admin\nfrom shop.models import Cup\n\n@admin.register(Cup)\n\
                 class CupAdmin(admin.ModelAdmin):\n    list_display = ('maker', 'owner')\n";
    let urls =
        "from django.contrib import admin\nfrom django.urls import path\nurlpatterns = [path('admin/', admin.site.urls)]\n";
    let files = [
        MANAGE,
        ("site/__init__.py", ""),
        ("site/settings.py", SETTINGS),
        ("site/urls.py", urls),
        ("shop/__init__.py", ""),
        ("shop/models.py", models),
        ("shop/admin.py", admin),
    ];
    let found = findings("lazy-load-in-loop", &files);
    let remedy = found[0]["remedy"].as_str().expect("a remedy");
    assert!(remedy.contains("name \"maker\", \"owner\" in list_select_related"), "{remedy}");
}

const SHELF: &str = "from flask import Flask, jsonify\nfrom flask_sqlalchemy import SQLAlchemy\nfrom sqlalchemy import Index\n\
    app = Flask(__name__)\napp.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql://localhost/shelf'\ndb = SQLAlchemy(app)\n\
    class Maker(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n    \
    cups = db.relationship('Cup', lazy='dynamic')\n\
    class Cup(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n    \
    maker_id = db.Column(db.ForeignKey('maker.id'))\n    by_maker = Index('maker_id')\n";

/// `limit(400)` bounds the rounds, and who rolls back one row alone keeps the others.
#[test]
fn commits_of_rows_that_may_fail_alone_keep_doing_so() {
    let app = "@app.post('/sweep')\ndef sweep():\n    for cup in Cup.query.limit(400):\n        try:\n            \
               cup.maker_id = None\n            db.session.commit()\n        except ValueError:\n            \
               db.session.rollback()\n    return ''\n";
    let found = findings("commit-in-loop", &[("app.py", &format!("{SHELF}{app}"))]);
    assert_eq!(formulas(&found), ["min(400, N(cup))"]);
    assert!(found[0]["remedy"].as_str().is_some_and(|text| text.contains("begin_nested")), "{found:#?}");
}

#[test]
fn no_option_is_named_for_a_relation_that_is_a_query() {
    let app = "@app.get('/')\ndef all_cups():\n    return jsonify([c.id for m in Maker.query.all() for c in m.cups])\n";
    let found = findings("lazy-load-in-loop", &[("app.py", &format!("{SHELF}{app}"))]);
    assert!(found.iter().any(|f| f["remedy"].as_str().is_some_and(|text| text.contains("dynamic"))), "{found:#?}");
}

#[test]
fn an_index_that_has_a_name_only_is_named() {
    let found = findings("fk-not-indexed", &[("app.py", SHELF)]);
    assert!(found[0]["remedy"].as_str().is_some_and(|text| text.starts_with("Index('maker_id')")), "{found:#?}");
}

/// Whoever asks names the length of the page, where nothing says how long it may be.
#[test]
fn a_default_length_of_pages_bounds_nothing() {
    let views = |most: &str| {
        format!(
            "from rest_framework import generics, pagination\nfrom shop.models import Cup\nfrom shop.serializers import \
             CupSerializer\n\nclass Pages(pagination.LimitOffsetPagination):\n    default_limit = 20\n    max_limit = {most}\n\n\
             class Cups(generics.ListAPIView):\n    queryset = Cup.objects.order_by('name')\n    \
             serializer_class = CupSerializer\n    pagination_class = Pages\n"
        )
    };
    let url = "path('cups/', views.Cups.as_view())";
    assert_eq!(formulas(&django("serializer-n-plus-one", &views("None"), url)), ["1 + N(shop_cup)"]);
    assert_eq!(formulas(&django("serializer-n-plus-one", &views("90"), url)), ["1 + min(90, N(shop_cup))"]);
}

/// `error` holds something only where an exception was handled.
#[test]
fn what_runs_for_an_error_runs_as_seldom_as_that() {
    let views = |error: &str| {
        format!(
            "from django.http import JsonResponse\nfrom shop.models import Cup, Maker\nfrom shop.outside import polish\n\n\
             def cups(request):\n    lines = []\n    for cup in Cup.objects.all():\n        error = None\n        try:\n            \
             polish(cup.name)\n        except ValueError:\n            error = {error}\n        if error:\n            \
             lines.append(Maker.objects.filter(pk__gt=cup.maker_id).count())\n    return JsonResponse({{'lines': lines}})\n"
        )
    };
    let found = django("query-in-loop", &views("True"), "path('cups/', views.cups)");
    assert!(found.iter().all(|f| f["shown"] == false), "{found:#?}");
}

#[test]
fn rows_of_two_queries_that_one_helper_reads_are_told_with_both() {
    let views = r#"
from django.http import JsonResponse
from .models import Cup

def told(cups):
    return JsonResponse({"cups": [cup.maker.name for cup in cups]})

def all_cups(request):
    return told(Cup.objects.order_by("name"))

def first_cups(request):
    return told(Cup.objects.filter(name__lt="m"))
"#;
    let found = django("lazy-load-in-loop", views, "path('all/', views.all_cups), path('first/', views.first_cups)");
    assert_eq!(found.len(), 1, "{found:#?}");
    let remedy = found[0]["remedy"].as_str().unwrap_or("");
    assert!(remedy.contains("shop/views.py:9") && remedy.contains("shop/views.py:12"), "{remedy}");
    let mended: Vec<u64> =
        found[0]["edits"].as_array().expect("edits").iter().filter_map(|edit| edit["line"].as_u64()).collect();
    assert_eq!(mended, [9, 12]);
}

#[test]
fn a_list_that_only_a_job_reads_is_less_severe() {
    let app = r#"
from celery import shared_task
from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)

class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    created_at = db.Column(db.DateTime)

@app.post("/boats")
def create_boat():
    db.session.add(Boat(name=request.json["name"]))
    db.session.commit()
    return "", 201

@shared_task
def weigh():
    return sum(len(boat.name) for boat in Boat.query.all())
"#;
    let page = "\n@app.get(\"/boats\")\ndef boats():\n    return jsonify([boat.name for boat in Boat.query.all()])\n";
    let found = findings("unbounded-list-query", &[("app.py", app)]);
    assert_eq!(found[0]["severity"], "medium", "{found:#?}");
    let found = findings("unbounded-list-query", &[("app.py", &format!("{app}{page}"))]);
    assert!(found.iter().any(|f| f["severity"] == "high"), "{found:#?}");
}

/// Severities of the loads in loops of these views, by the line that reads.
fn severities(views: &str, urls: &str) -> Vec<(u64, String)> {
    let found = django("lazy-load-in-loop", views, urls);
    let mut told: Vec<(u64, String)> =
        found.iter().map(|f| (f["line"].as_u64().unwrap_or(0), f["severity"].as_str().unwrap_or("").to_owned())).collect();
    told.sort();
    told
}

#[test]
fn rows_of_one_parent_and_of_tables_that_nobody_fills_are_less_severe() {
    let views = r#"
from django.http import JsonResponse
from .models import Cup, Maker

def grown(request):
    return JsonResponse({"cups": [cup.maker.name for cup in Cup.objects.order_by("name")]})

def of_one(request, maker_id):
    return JsonResponse({"cups": [cup.maker.name for cup in Cup.objects.filter(lenders__id=maker_id)]})

"#;
    let add = r#"
def add(request):
    Cup.objects.create(name=request.POST["name"], maker_id=request.POST["maker"])
    return JsonResponse({})
"#;
    let shown = "path('grown/', views.grown), path('of/<int:maker_id>/', views.of_one)";
    let filled = format!("{shown}, path('add/', views.add)");
    assert_eq!(severities(&format!("{views}{add}"), &filled), [(6, "critical".into()), (9, "medium".into())]);
    assert_eq!(severities(views, shown), [(6, "high".into()), (9, "medium".into())]);
}

#[test]
fn what_only_changing_requests_pay_is_less_severe() {
    let views = r#"
from django.http import JsonResponse
from django.views.decorators.http import require_POST
from .models import Cup

@require_POST
def tell(request):
    Cup.objects.create(name="new", maker_id=1)
    return JsonResponse({"cups": [cup.maker.name for cup in Cup.objects.order_by("name")]})
"#;
    assert_eq!(severities(views, "path('tell/', views.tell)"), [(9, "high".into())]);
}

#[test]
fn rows_whose_saves_are_watched_are_less_surely_written_at_once() {
    let views = r#"
from django.http import JsonResponse
from .models import Maker

def rename(request):
    for maker in Maker.objects.filter(name__startswith="old"):
        maker.name = request.POST["name"] + maker.name
        maker.save()
    return JsonResponse({})
"#;
    let receiver = r#"
from django.db.models.signals import post_save
from django.dispatch import receiver
from .models import Maker

@receiver(post_save, sender=SENDER)
def told(sender, instance, **kwargs):
    print(instance)
"#;
    let urls = "path('rename/', views.rename)";
    let sure = |sender: &str| {
        let text = format!("{}{views}", receiver.replace("import Maker", "import Cup, Maker").replace("SENDER", sender));
        let found = django("update-row-by-row", &text, urls);
        found.iter().map(|f| f["confidence"].as_str().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(sure("Cup"), ["high"]);
    assert_eq!(sure("Maker"), ["medium"]);
}

#[test]
fn pages_for_few_are_less_severe() {
    let views = r#"
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.views.generic import View
from .models import Cup

def add(request):
    Cup.objects.create(name=request.POST["name"], maker_id=request.POST["maker"])
    return JsonResponse({})

@staff_member_required
def for_staff(request):
    return JsonResponse({"cups": [cup.maker.name for cup in Cup.objects.order_by("name")]})

@permission_required("shop.count_cups")
def for_holders(request):
    return JsonResponse({"cups": [cup.maker.name for cup in Cup.objects.order_by("name")]})

def turned_away(request):
    if not request.user.is_superuser:
        raise PermissionDenied
    return JsonResponse({"cups": [cup.maker.name for cup in Cup.objects.order_by("name")]})

def for_both(request):
    if not (request.user.is_superuser or request.user.groups.filter(name="potters").exists()):
        raise PermissionDenied
    return JsonResponse({"cups": [cup.maker.name for cup in Cup.objects.order_by("name")]})

class Board(View):
    permission_required = "shop.see_board"

    def get(self, request):
        return JsonResponse({"cups": [cup.maker.name for cup in Cup.objects.order_by("name")]})
"#;
    let urls = "path('add/', views.add), path('a/', views.for_staff), path('b/', views.for_holders), \
                path('c/', views.turned_away), path('d/', views.for_both), path('e/', views.Board.as_view())";
    let (high, medium) = (|line: u64| (line, "high".to_owned()), |line: u64| (line, "medium".to_owned()));
    assert_eq!(severities(views, urls), [medium(15), high(19), medium(24), high(29), high(35)]);
    let reason = |line: u64| {
        let found = django("lazy-load-in-loop", views, urls);
        let at = found.iter().find(|f| f["line"] == line).expect("a finding");
        at["severity_reason"].as_str().unwrap_or_default().to_owned()
    };
    assert!(reason(15).ends_with("only admin pages pay it"), "{}", reason(15));
    assert!(reason(29).ends_with("only pages that ask for a permission pay it"), "{}", reason(29));
}

#[test]
fn rows_that_the_loop_keeps_are_not_deleted_with_its_query() {
    let views = |body: &str| {
        format!(
            "from django.http import HttpResponse\nfrom .models import Cup\n\ndef cups(request):\n    for cup in Cup.objects.filter(name='blue'):\n{body}    return HttpResponse()\n"
        )
    };
    let remedy = |body: &str| {
        let found = django("delete-row-by-row", &views(body), "path('cups/', views.cups)");
        found[0]["remedy"].as_str().unwrap_or_default().to_owned()
    };
    assert!(remedy("        cup.delete()\n").starts_with("Delete with the query itself"));
    for body in [
        "        if not request.user.has_perm('x'):\n            cup.delete()\n",
        "        if request.user.has_perm('x'):\n            continue\n        cup.delete()\n",
    ] {
        let told = remedy(body);
        assert!(told.starts_with("Not every row of the query") && told.contains("filter(pk__in=keys)"), "{told}");
    }
}

#[test]
fn what_is_written_singly_on_purpose_is_not_told() {
    let views = |comment: &str| {
        format!(
            "from django.http import HttpResponse\nfrom .models import Maker\n\ndef cups(request):\n    # {comment}\n    for cup in Maker.objects.all():\n        cup.name = cup.name + '!'\n        cup.save()\n    return HttpResponse()\n"
        )
    };
    let told = |comment: &str| django("update-row-by-row", &views(comment), "path('cups/', views.cups)").len();
    assert_eq!(told("Give each a mark"), 1);
    assert_eq!(told("One by one is slow: do it in bulk"), 1);
    assert_eq!(told("Individually, or two of these wait for each other"), 0);
}

#[test]
fn what_reads_a_key_goes_before_the_option_does() {
    let views = r#"
from django.http import JsonResponse
from .models import Cup

def cups(request):
    return JsonResponse({"makers": [cup.maker.pk for cup in Cup.objects.select_related("maker")]})
"#;
    let found = django("unused-eager-load", views, "path('cups/', views.cups)");
    let remedy = found[0]["remedy"].as_str().unwrap_or_default();
    assert!(remedy.starts_with("First read `.maker_id`"), "{found:?}");
}

#[test]
fn a_part_of_the_address_is_there() {
    let views = r#"
from django.http import JsonResponse
from .models import Maker

def makers(request, pk=None):
    if pk:
        return JsonResponse({"name": Maker.objects.get(pk=pk).name})
    for maker in Maker.objects.all():
        maker.name = maker.name + "!"
        maker.save()
    return JsonResponse({})
"#;
    assert!(django("update-row-by-row", views, "path('makers/<int:pk>/', views.makers)").is_empty());
    assert_eq!(django("update-row-by-row", views, "path('makers/', views.makers)").len(), 1);
}

#[test]
fn a_text_is_no_number() {
    let views = |kind: &str| {
        format!(
            "from django.http import JsonResponse\nfrom .models import Cup, Maker\n\ndef of(name):\n    if isinstance(name, {kind}):\n        return Maker.objects.filter(pk=name).exists()\n    return False\n\ndef cups(request):\n    return JsonResponse({{\"all\": [of(cup.name) for cup in Cup.objects.all()]}})\n"
        )
    };
    let told = |kind: &str| django("hidden-query-in-loop", &views(kind), "path('cups/', views.cups)").len();
    assert_eq!((told("int"), told("str")), (0, 1));
}

#[test]
fn what_a_router_registers_below_another_has_its_address() {
    let views = r#"
from rest_framework import serializers, viewsets
from .models import Cup

class CupSerializer(serializers.ModelSerializer):
    maker = serializers.CharField(source="maker.name")
    class Meta:
        model = Cup
        fields = ["name", "maker"]

class Cups(viewsets.ModelViewSet):
    queryset = Cup.objects.all()
    serializer_class = CupSerializer
"#;
    let urls = "from django.conf.urls import url\nfrom rest_framework_extensions.routers import ExtendedSimpleRouter\nfrom . import views\n\
        router = ExtendedSimpleRouter()\n\
        router.register(r'shops', views.Cups, basename='shops').register(r'cups', views.Cups, basename='cups', parents_query_lookups=['shop'])\n\
        urlpatterns = [url(regex=r'^all/$', view=views.Cups.as_view({'get': 'list'}))] + router.urls\n";
    let files = [
        MANAGE,
        ("site/__init__.py", ""),
        ("site/settings.py", SETTINGS),
        ("site/urls.py", "from django.urls import include, path\nurlpatterns = [path('', include('shop.urls'))]\n"),
        ("shop/__init__.py", ""),
        MODELS,
        ("shop/views.py", views),
        ("shop/urls.py", urls),
    ];
    let found = findings("serializer-n-plus-one", &files);
    let reach = found[0]["reach"].as_array().expect("a reach");
    assert_eq!(reach, &["GET /all/", "GET /shops/", "GET /shops/<parent_lookup_shop>/cups/"], "{found:?}");
}

#[test]
fn queries_that_are_brought_together_take_an_option_each() {
    let views = r#"
from django.http import JsonResponse
from .models import Cup

def old_and_blue(request):
    cups = Cup.objects.filter(name="old").union(Cup.objects.filter(name="blue")).order_by("name")
    return JsonResponse({"cups": [cup.maker.name for cup in cups]})
"#;
    let found = django("lazy-load-in-loop", views, "path('cups/', views.old_and_blue)");
    let remedy = found[0]["remedy"].as_str().expect("a remedy");
    assert!(remedy.contains(".select_related(\"maker\") to each of the queries that union() brings together"), "{remedy}");
}

/// An edit of one side of a comparison would compare a row with a key.
#[test]
fn both_sides_of_a_comparison_become_keys() {
    let views = r#"
from django.http import JsonResponse
from .models import Cup

def cups(request, pk, other):
    one, two = Cup.objects.get(pk=pk), Cup.objects.get(pk=other)
    return JsonResponse({"same": one.maker == two.maker})
"#;
    let found = django("related-object-for-its-key", views, "path('cups/<int:pk>/<int:other>/', views.cups)");
    assert!(!found.is_empty());
    for finding in &found {
        let remedy = finding["remedy"].as_str().unwrap_or_default();
        assert!(remedy.starts_with("Compare the keys: `.maker_id`"), "{remedy}");
        assert!(finding["edits"].as_array().is_none_or(Vec::is_empty), "{finding}");
    }
}

/// What reads the relation whose name it is given serves others, too.
#[test]
fn a_relation_by_a_given_name_has_no_column_to_read() {
    let views = r#"
from django.http import JsonResponse
from .models import Cup

def is_of(row, field, user):
    owner = getattr(row, field)
    return owner == user

def cups(request, pk):
    return JsonResponse({"own": is_of(Cup.objects.get(pk=pk), "maker", request.maker)})
"#;
    assert!(django("related-object-for-its-key", views, "path('cups/<int:pk>/', views.cups)").is_empty());
}

/// A user has a few keepsakes, a shop has many cups.
#[test]
fn what_one_row_has_is_nothing_of_the_worst() {
    let views = r#"
from django.http import JsonResponse
from .models import Cup, Maker

def of_all(request):
    Cup.objects.create(name="new", maker_id=1)
    return JsonResponse({"names": [cup.maker.name for cup in Cup.objects.all()]})

def of_one(request, pk):
    maker = Maker.objects.get(pk=pk)
    return JsonResponse({"names": [[l.name for l in cup.lenders.all()] for cup in maker.cup_set.all()]})
"#;
    let urls = "path('cups/', views.of_all), path('makers/<int:pk>/', views.of_one)";
    let mut found = django("lazy-load-in-loop", views, urls);
    found.extend(django("query-in-loop", views, urls));
    let told = |name: &str| {
        let of = |f: &&Value| f["symbol"].as_str().is_some_and(|s| s.ends_with(name));
        found.iter().find(of).unwrap_or_else(|| panic!("{name}: {found:?}"))["severity"].clone()
    };
    assert_eq!((told("of_all"), told("of_one")), ("critical".into(), "medium".into()));
}

/// Rows of two queries in one list: a key is a key of either.
#[test]
fn a_field_of_either_row_is_its_key() {
    let views = r#"
from django.http import JsonResponse
from rest_framework import serializers
from .models import Cup

class Plain(serializers.ModelSerializer):
    class Meta:
        model = Cup
        fields = ["name", "maker"]

def cups(request):
    both = [Cup.objects.get(pk=1)] + [cup for cup in Cup.objects.filter(name="x")]
    return JsonResponse({"cups": Plain(both, many=True).data})
"#;
    assert!(django("serializer-n-plus-one", views, "path('cups/', views.cups)").is_empty());
}

/// What is saved with an empty column is filled; a row that was loaded was.
#[test]
fn a_column_that_is_filled_once_is_not_filled_again() {
    let models = r#"
from django.db import models

class Cup(models.Model):
    name = models.CharField(max_length=40)
    place = models.FloatField(default=0)

    def save(self, *args, **kwargs):
        if not self.place:
            last = Cup.objects.order_by("-place").first()
            self.place = last.place + 1 if last else 1
        super().save(*args, **kwargs)
"#;
    let views = r#"
from django.http import JsonResponse
from .models import Cup

def cups(request):
    for cup in Cup.objects.all():
        cup.name = cup.name.strip()
        cup.save()
    return JsonResponse({})
"#;
    let files = [
        MANAGE,
        ("site/__init__.py", ""),
        ("site/settings.py", SETTINGS),
        ("site/urls.py", "from django.urls import path\nfrom shop import views\nurlpatterns = [path('cups/', views.cups)]\n"),
        ("shop/__init__.py", ""),
        ("shop/models.py", models),
        ("shop/views.py", views),
    ];
    let found = findings("hidden-query-in-loop", &files);
    assert!(found.iter().all(|f| f["confidence"] == "low"), "{found:?}");
}

/// A package's `url()` is given what Django's is.
#[test]
fn routes_that_a_package_makes_are_routes() {
    let views = r#"
from django.http import JsonResponse
from .models import Cup

def cups(request):
    return JsonResponse({"names": [cup.maker.name for cup in Cup.objects.all()]})
"#;
    let urls = "from url_robots.utils import url\nfrom shop import views\n\
                urlpatterns = [url(r'^cups/$', views.cups, name='cups', robots_allow=False)]\n";
    let files = [
        MANAGE,
        ("site/__init__.py", ""),
        ("site/settings.py", SETTINGS),
        ("site/urls.py", urls),
        ("shop/__init__.py", ""),
        MODELS,
        ("shop/views.py", views),
    ];
    let found = findings("lazy-load-in-loop", &files);
    assert_eq!(found[0]["reach"], serde_json::json!(["GET /cups/"]), "{found:?}");
}

/// Rows of many are fetched through their default manager.
#[test]
fn what_a_manager_loads_is_loaded_of_rows_that_are_fetched_ahead() {
    let models = |loads: &str| {
        format!(
            "from django.db import models\n\nclass Person(models.Model):\n    name = models.CharField(max_length=40)\n\n\
             class Members(models.Manager):\n    def get_queryset(self):\n        return super().get_queryset(){loads}\n\n\
             class Member(models.Model):\n    person = models.ForeignKey(Person, on_delete=models.CASCADE)\n    \
             objects = Members()\n\nclass Club(models.Model):\n    members = models.ManyToManyField(Member)\n"
        )
    };
    let views = r#"
from django.http import JsonResponse
from .models import Club

def clubs(request):
    rows = Club.objects.prefetch_related("members")
    return JsonResponse({"names": [[m.person.name for m in club.members.all()] for club in rows]})
"#;
    let told = |loads: &str| {
        let models = models(loads);
        let files = [
            MANAGE,
            ("site/__init__.py", ""),
            ("site/settings.py", SETTINGS),
            (
                "site/urls.py",
                "from django.urls import path\nfrom shop import views\nurlpatterns = [path('clubs/', views.clubs)]\n",
            ),
            ("shop/__init__.py", ""),
            ("shop/models.py", &models),
            ("shop/views.py", views),
        ];
        findings("lazy-load-in-loop", &files).len()
    };
    assert_eq!((told(""), told(".select_related('person')")), (1, 0));
}

/// A model has one manager, which lives as long as the process.
#[test]
fn what_a_manager_keeps_is_asked_once_a_process() {
    let told = |property: &str| {
        let models = format!(
            "from django.db import models\nfrom django.utils.functional import cached_property\n\nclass Places(models.Manager):\n    \
             @{property}\n    def root(self):\n        return self.get(name='/')\n\nclass Place(models.Model):\n    \
             name = models.CharField(max_length=40)\n    objects = Places()\n"
        );
        let views = r#"
from django.http import JsonResponse
from .models import Place

def first():
    return Place.objects.root.name

def places(request):
    return JsonResponse({"a": first(), "b": Place.objects.root.name})
"#;
        let files = [
            MANAGE,
            ("site/__init__.py", ""),
            ("site/settings.py", SETTINGS),
            (
                "site/urls.py",
                "from django.urls import path\nfrom shop import views\nurlpatterns = [path('places/', views.places)]\n",
            ),
            ("shop/__init__.py", ""),
            ("shop/models.py", &models),
            ("shop/views.py", views),
        ];
        findings("repeated-query-same-request", &files).len()
    };
    assert_eq!((told("property"), told("cached_property")), (1, 0));
}

/// `add()` of a relation from many to many writes the pair, and neither of the two rows.
#[test]
fn a_pair_is_no_update_of_a_row() {
    let views = r#"
from django.http import JsonResponse
from .models import Cup

def cups(request):
    for cup in Cup.objects.all():
        cup.lenders.add(3)
        cup.lenders.remove(4)
    return JsonResponse({})
"#;
    let root = tempfile::tempdir().expect("a folder");
    let urls = "from django.urls import path\nfrom shop import views\nurlpatterns = [path('cups/', views.cups)]\n";
    let files = [
        MANAGE,
        ("site/__init__.py", ""),
        ("site/settings.py", SETTINGS),
        ("site/urls.py", urls),
        ("shop/__init__.py", ""),
        MODELS,
        ("shop/views.py", views),
    ];
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let mut perfaudit = Command::new(env!("CARGO_BIN_EXE_perfaudit"));
    let output =
        perfaudit.current_dir(root.path()).args(["routes", ".", "--explain", "GET /cups/"]).output().expect("it starts");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("INSERT shop_cup_lenders") && text.contains("DELETE shop_cup_lenders"), "{text}");
    assert!(!text.contains("UPDATE shop_maker"), "{text}");
}

#[test]
fn a_write_of_all_rows_passes_receivers_by() {
    let views = r#"
from django.db import models
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpResponse
from .models import Maker

class Vase(models.Model):
    name = models.CharField(max_length=40)
    changed = models.DateTimeField(auto_now=True)

@receiver(post_save, sender=Vase)
def forget_page(sender, **kwargs):
    print(sender)

DROPS = [(Maker, [post_delete, post_save], print)]

def rename(request):
    for vase in Vase.objects.filter(name=request.POST["old"]):
        vase.name = request.POST["new"]
        vase.save()
    for maker in Maker.objects.filter(name=request.POST["old"]):
        maker.name = request.POST["new"]
        maker.save()
    return HttpResponse()
"#;
    let found = django("update-row-by-row", views, "path('rename', views.rename)");
    let remedies: Vec<&str> = found.iter().filter_map(|f| f["remedy"].as_str()).collect();
    assert!(remedies[0].contains("(forget_page at shop/views.py:12)"), "{remedies:?}");
    assert!(remedies[0].contains("save() sets changed by itself"), "{remedies:?}");
    assert!(remedies[1].contains("(shop/views.py:16)"), "{remedies:?}");
    assert!(found.iter().all(|f| f["confidence"] == "medium"));
}

#[test]
fn rows_that_are_handed_in_are_loaded_by_somebody() {
    let views = r#"
def makers(cups):
    return [cup.maker.name for cup in cups]

def of_one(cup: "Cup"):
    return [lender.pk for lender in cup.lenders.all()]
"#;
    let models = MODELS.1.replace(
        "    def list_maker(self):",
        "    @property\n    def names(self):\n        return [str(row) for row in self.shelves.all()]\n\n    def list_maker(self):",
    ) + "\nclass Shelf(models.Model):\n    cup = models.ForeignKey(Cup, on_delete=models.CASCADE, related_name='shelves')\n    \
         maker = models.ForeignKey(Maker, on_delete=models.CASCADE)\n\n    def __str__(self):\n        return self.maker.name\n";
    let files = [
        MANAGE,
        ("site/__init__.py", ""),
        ("site/settings.py", SETTINGS),
        ("site/urls.py", "urlpatterns = []\n"),
        ("shop/__init__.py", ""),
        ("shop/models.py", &models),
        ("shop/views.py", views),
    ];
    let found = findings("lazy-load-in-loop", &files);
    let remedies: Vec<&str> = found.iter().filter_map(|f| f["remedy"].as_str()).collect();
    assert!(
        remedies.iter().any(|r| r.ends_with("to the query that loads the Cup rows which are handed in here.")),
        "{remedies:?}"
    );
}

#[test]
fn a_relation_that_is_only_counted_is_annotated() {
    let views = r#"
from rest_framework import generics, serializers
from .models import Cup

class CupSerializer(serializers.ModelSerializer):
    lent = serializers.SerializerMethodField()

    class Meta:
        model = Cup
        fields = ["name", "lent"]

    def get_lent(self, cup):
        return cup.lenders.count()

class Cups(generics.ListAPIView):
    queryset = Cup.objects.order_by("name")
    serializer_class = CupSerializer
"#;
    let found = django("serializer-n-plus-one", views, "path('cups/', views.Cups.as_view())");
    let remedy = found[0]["remedy"].as_str().expect("a remedy");
    assert!(remedy.ends_with("where only the number is read, .annotate(Count(\"lenders\")) loads no rows for it."), "{remedy}");
}

/// A model with a nullable key, rows of which a form adds, and a view that looks one up.
fn claimed(condition: &str) -> Vec<Value> {
    let models = r#"
from django.contrib.auth.models import User
from django.db import models

class Draft(models.Model):
    owner = models.ForeignKey(User, null=True, on_delete=models.CASCADE)
    code = models.CharField(max_length=32)
"#;
    let views = format!(
        "from django.http import HttpResponse\nfrom .models import Draft\n\ndef add(request):\n    \
         Draft.objects.create(code=request.POST['code'])\n    return HttpResponse()\n\ndef claim(request, code):\n    \
         return HttpResponse(Draft.objects.get({condition}).pk)\n"
    );
    let urls = "from django.urls import path\nfrom shop import views\n\
        urlpatterns = [path('add', views.add), path('claim/<str:code>', views.claim)]\n";
    let settings = SETTINGS.replace("'shop',", "'shop', 'django.contrib.auth', 'django.contrib.contenttypes',");
    let files = [
        MANAGE,
        ("site/__init__.py", ""),
        ("site/settings.py", &settings),
        ("site/urls.py", urls),
        ("shop/__init__.py", ""),
        ("shop/models.py", models),
        ("shop/views.py", &views),
    ];
    findings("filter-column-not-indexed", &files)
}

#[test]
fn rows_without_an_indexed_key_may_be_few() {
    let plain = claimed("code=code");
    assert_eq!((&plain[0]["severity"], &plain[0]["confidence"]), (&"high".into(), &"high".into()));
    let unowned = claimed("code=code, owner=None");
    assert_eq!((&unowned[0]["severity"], &unowned[0]["confidence"]), (&"medium".into(), &"medium".into()));
    let message = unowned[0]["message"].as_str().expect("a message");
    assert!(message.contains("the one on owner_id only tells which rows have one"), "{message}");
}

#[test]
fn a_table_with_an_id_is_told_to_make_it_the_key() {
    let files =
        [("db/schema.sql", "CREATE TABLE street (id TEXT NOT NULL, name TEXT);\n"), ("db/pg.sql", "SELECT pg_sleep(1);\n")];
    let found = findings("table-without-primary-key", &files);
    assert_eq!(found[0]["remedy"], "Make id the primary key, once duplicates are removed.");
}

/// A task that asks for something in each round and mails it, or not.
fn told_in_a_job(tells: &str) -> Vec<Value> {
    let tasks = format!(
        "from celery import shared_task\nfrom django.core.mail import send_mail\nfrom .models import Cup, Maker\n\n@shared_task\n\
         def remind():\n    for maker in Maker.objects.all():\n        \
         cup = Cup.objects.filter(maker=maker).first()\n        {tells}\n"
    );
    let files = [
        MANAGE,
        ("site/__init__.py", ""),
        ("site/settings.py", SETTINGS),
        ("site/urls.py", "urlpatterns = []\n"),
        ("shop/__init__.py", ""),
        MODELS,
        ("shop/tasks.py", &tasks),
    ];
    findings("query-in-loop", &files)
}

#[test]
fn a_job_whose_rounds_mail_has_the_time() {
    let silent = told_in_a_job("print(cup)");
    assert_ne!(silent[0]["severity"], "low");
    let mails = told_in_a_job("send_mail('cup', str(cup), 'a@b.example', [maker.name])");
    assert_eq!(mails[0]["severity"], "low", "{}", mails[0]["severity_reason"]);
}

/// A job of SQLAlchemy that asks for something in each round and commits there, or after the loop.
fn committed(inside: bool) -> Vec<Value> {
    let app = format!(
        r#"
from celery import Celery
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)
celery = Celery(__name__)

class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    rank = db.Column(db.Integer)

class Trip(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    boat_id = db.Column(db.ForeignKey("boat.id"), index=True)

@app.route("/boats", methods=["POST"])
def add():
    db.session.add(Boat(rank=int(request.form["rank"])))
    db.session.commit()
    return "added"

@celery.task
def rank():
    for boat in Boat.query.all():
        boat.rank = Trip.query.filter_by(boat_id=boat.id).count()
    {indent}db.session.commit()
"#,
        indent = if inside { "    " } else { "" }
    );
    findings("query-in-loop", &[("app.py", &app)])
}

#[test]
fn a_job_that_commits_in_each_round_has_the_time() {
    assert_eq!(committed(false)[0]["severity"], "medium");
    assert_eq!(committed(true)[0]["severity"], "low");
}
