//! Rows of the capacity table: which processes have which connections.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// `process name=value …` for each row.
fn rows(files: &[(&str, &str)]) -> Vec<String> {
    let root = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_perfaudit"))
        .current_dir(root.path())
        .args(["audit", ".", "--no-cache", "--format", "json", "--fail-on", "never"])
        .output()
        .expect("perfaudit starts");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let row = |row: &Value| {
        let factors = row["factors"].as_array().into_iter().flatten();
        let factors: Vec<String> = factors.map(|f| format!("{}={}", f["name"].as_str().unwrap_or(""), f["value"])).collect();
        format!("{}: {}", row["process"].as_str().unwrap_or(""), factors.join(" "))
    };
    report["capacity"].as_array().expect("rows").iter().map(row).collect()
}

const ENGINES: &str = "from sqlalchemy import create_engine\nSIZE = read_size()\n\
    def make():\n    if CLOUD:\n        engine = create_engine('postgresql://a@b/c', pool_size=20)\n\
    \u{20}   else:\n        engine = create_engine('postgresql://a@d/c')\n    return engine\nengine = make()\n";

#[test]
fn one_of_several_engines_is_one_row() {
    let app = "from flask import Flask\nfrom engines import engine\napp = Flask(__name__)\n";
    let found = rows(&[("Procfile", "web: gunicorn app:app\n"), ("app.py", app), ("engines.py", ENGINES)]);
    assert_eq!(found, ["web (gunicorn): instances=1 workers=1 threads=1 pool_size=null max_overflow=null"]);
}

#[test]
fn a_service_with_a_program_of_somebody_else_has_no_pool_of_the_app() {
    let app = "from sqlalchemy import create_engine\nfrom flask import Flask\napp = Flask(__name__)\nengine = create_engine('postgresql://a@b/c')\n";
    let compose = "services:\n  web:\n    build: .\n    command: gunicorn app:app\n  board:\n    image: example/board\n    command: uvicorn job_board:app\n";
    let found = rows(&[("docker-compose.yml", compose), ("app.py", app)]);
    assert_eq!(
        found,
        [
            "web (gunicorn): instances=1 workers=1 threads=1 pool_size=5 max_overflow=10",
            "board (uvicorn): instances=1 workers=1 threads=null",
        ]
    );
}

#[test]
fn a_worker_without_django_keeps_no_connections_of_djangos() {
    let settings =
        "INSTALLED_APPS = []\nROOT_URLCONF = 'urls'\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql'}}\n";
    let files = [
        ("Procfile", "web: gunicorn shop.wsgi\nworker: celery -A runner worker -c 3\n"),
        ("manage.py", "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\nimport django\n"),
        ("shop/settings.py", settings),
        ("shop/wsgi.py", "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n"),
        ("runner.py", "from celery import Celery\napp = Celery('runner')\n"),
        ("requirements.txt", "django==5.1\ncelery==5.4\n"),
    ];
    assert_eq!(
        rows(&files),
        [
            "web (gunicorn): instances=1 workers=1 threads=1 connections of a thread=1",
            "worker (celery): instances=1 workers=3 threads=1",
        ]
    );
}
