//! Which loader option findings of small projects advise, and for how many statements.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const MODELS: &str = r#"
from django.db import models

class Port(models.Model):
    name = models.CharField(max_length=40)

class Boat(models.Model):
    name = models.CharField(max_length=40)
    home = models.ForeignKey(Port, on_delete=models.CASCADE)

class Papers(models.Model):
    boat = models.OneToOneField(Boat, related_name="papers", on_delete=models.CASCADE)
    number = models.CharField(max_length=40)

class Voyage(models.Model):
    leader = models.ForeignKey(Boat, related_name="led", on_delete=models.CASCADE)
    follower = models.ForeignKey(Boat, related_name="followed", on_delete=models.CASCADE)
"#;

/// What the rule tells of a project with these views.
fn told(rule: &str, views: &str) -> Vec<Value> {
    let root = tempfile::tempdir().expect("a folder");
    let settings = "ROOT_URLCONF = 'site.urls'\nINSTALLED_APPS = ['shop', 'rest_framework']\n";
    let urls = "from django.urls import path\nfrom shop import views\nurlpatterns = [path('all', views.All.as_view())]\n";
    let files = [
        ("manage.py", "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site.settings')\n"),
        ("site/__init__.py", ""),
        ("site/settings.py", settings),
        ("site/urls.py", urls),
        ("shop/__init__.py", ""),
        ("shop/models.py", MODELS),
        ("shop/views.py", views),
    ];
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let mut perfaudit = Command::new(env!("CARGO_BIN_EXE_perfaudit"));
    let args = ["audit", ".", "--no-cache", "--format", "json", "--fail-on", "never"];
    let output = perfaudit.current_dir(root.path()).args(args).output().expect("perfaudit starts");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let all = report["findings"].as_array().expect("findings");
    all.iter().filter(|finding| finding["rule"] == rule).cloned().collect()
}

#[test]
fn a_serializer_in_two_fields_reads_by_two_ways() {
    let views = r#"
from rest_framework import generics, serializers
from .models import Boat, Port, Voyage

class PortSerializer(serializers.ModelSerializer):
    class Meta:
        model = Port
        fields = ["name"]

class BoatSerializer(serializers.ModelSerializer):
    home = PortSerializer()

    class Meta:
        model = Boat
        fields = ["name", "home"]

class VoyageSerializer(serializers.ModelSerializer):
    leader = BoatSerializer()
    follower = BoatSerializer()

    class Meta:
        model = Voyage
        fields = ["leader", "follower"]

class All(generics.ListAPIView):
    queryset = Voyage.objects.order_by("id")
    serializer_class = VoyageSerializer
"#;
    let found = told("serializer-n-plus-one", views);
    let [finding] = found.as_slice() else { panic!("one finding, not {found:#?}") };
    assert_eq!(finding["formula"], "1 + 4·N(shop_voyage)");
    let remedy = finding["remedy"].as_str().unwrap_or_default();
    assert!(remedy.contains(r#".select_related("leader__home", "follower__home")"#), "{remedy}");
}

#[test]
fn names_behind_a_call_without_names_are_forgotten() {
    let views = r#"
from rest_framework import generics, serializers
from .models import Boat

class BoatSerializer(serializers.ModelSerializer):
    number = serializers.CharField(source="papers.number")

    class Meta:
        model = Boat
        fields = ["name", "number"]

class All(generics.ListAPIView):
    queryset = Boat.objects.order_by("id").select_related()
    serializer_class = BoatSerializer
"#;
    let found = told("serializer-n-plus-one", views);
    let [finding] = found.as_slice() else { panic!("one finding, not {found:#?}") };
    let remedy = finding["remedy"].as_str().unwrap_or_default();
    assert!(remedy.contains(r#".select_related("papers") in place of .select_related()"#), "{remedy}");
    assert!(finding["edits"].as_array().is_none_or(Vec::is_empty), "an edit that Django forgets: {finding:#}");
}
