mod whole;

use super::{processes, proxies, settings, stack};
use crate::facts::{Language, Role};
use crate::link::SourceFile;
use crate::model::FileEntry;
use crate::model::delivery::{Process, SettingValue};
use crate::syntax::{Input, read};

/// Files of a small repository, sorted as the pipeline does.
fn repository(files: &[(&str, &str)]) -> Vec<SourceFile> {
    let mut out: Vec<SourceFile> = files
        .iter()
        .map(|(path, text)| {
            let language = if path.ends_with(".py") { Language::Python } else { Language::Deploy };
            let facts = read(&Input { path, language, role: Role::App, bytes: text.as_bytes() });
            let entry = FileEntry { path: (*path).to_owned(), role: Role::App, language, bytes: text.len() as u64 };
            SourceFile { entry, facts }
        })
        .collect();
    out.sort_by(|a, b| a.entry.path.cmp(&b.entry.path));
    out
}

fn shown(process: &Process) -> String {
    let number = |value: Option<i64>| value.map_or("?".to_owned(), |value| value.to_string());
    let development = if process.development { " dev" } else { "" };
    format!(
        "{} {}{development}: {} ({}) x {} ({})",
        process.name,
        process.server,
        number(process.workers.value),
        process.workers.source,
        number(process.threads.value),
        process.threads.source
    )
}

#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let lines: Vec<String> = processes(&repository(files)).iter().map(shown).collect();
    assert_eq!(lines, expected);
}

#[test]
fn gunicorn_flags_and_defaults() {
    check(&[("Procfile", "web: gunicorn app:app")], &["web gunicorn: 1 (default of gunicorn) x 1 (default of gunicorn)"]);
    check(
        &[("Procfile", "web: poetry run gunicorn -w4 --threads=32 app:app")],
        &["web gunicorn: 4 (-w 4) x 32 (--threads 32)"],
    );
    check(
        &[("Procfile", "web: gunicorn -k gevent --threads 9 app:app")],
        &["web gunicorn: 1 (default of gunicorn) x ? (gevent workers do not count in threads)"],
    );
}

#[test]
fn apache_starts_processes_of_mod_wsgi() {
    let site =
        "<VirtualHost *:80>\n  WSGIDaemonProcess shop user=www \\\n    processes=4 python-home=/srv/env\n</VirtualHost>\n";
    check(&[("etc/shop.conf", site)], &["web mod_wsgi: 4 (processes 4) x 15 (default of mod_wsgi)"]);
}

#[test]
fn heroku_sets_the_workers_that_nobody_asks_for() {
    let heroku =
        "web gunicorn: ? (WEB_CONCURRENCY, which Heroku's buildpack sets by the size of the machine) x 1 (default of gunicorn)";
    check(&[("Procfile", "web: gunicorn app:app\nrelease: python manage.py migrate\n")], &[heroku]);
    check(&[("Procfile", "web: gunicorn app:app\n"), ("app.json", "{\"stack\": \"heroku-22\"}")], &[heroku]);
    let told = "web gunicorn: 3 (-w 3) x 1 (default of gunicorn)";
    check(&[("Procfile", "web: gunicorn -w 3 app:app\nrelease: python manage.py migrate\n")], &[told]);
}

#[test]
fn words_that_a_variable_hides() {
    let unknown = "web gunicorn: ? (a variable that may hold more) x ? (the class of the workers is not known)";
    check(&[("start.sh", "exec gunicorn \"${ARGS[@]}\" app:app")], &[unknown]);
    check(&[("start.sh", "gunicorn $OPTIONS app:app")], &[unknown]);
    check(&[("start.sh", "gunicorn $OPTIONS $APP")], &[unknown]);
    // The app itself may be the variable, and the value of a flag hides no other.
    check(&[("start.sh", "gunicorn -w 2 $APP")], &["web gunicorn: 2 (-w 2) x 1 (default of gunicorn)"]);
    check(
        &[("start.sh", "gunicorn --bind $HOST --threads=2 app:app")],
        &["web gunicorn: 1 (default of gunicorn) x 2 (--threads 2)"],
    );
}

#[test]
fn gunicorn_asks_readers_of_variables() {
    let config = "from env import env\nworkers = int(env.credential('WEB_WORKERS', 9))\n\
        worker_class = env.str('WORKER_CLASS', default='gevent')\n";
    check(
        &[("Procfile", "web: gunicorn -c gunicorn.conf.py app:app"), ("gunicorn.conf.py", config)],
        &["web gunicorn: 9 (workers = 9) x ? (gevent workers do not count in threads)"],
    );
}

#[test]
fn granian_serves_wsgi_with_threads() {
    check(
        &[("Procfile", "web: granian --interface wsgi --workers 2 --blocking-threads 8 shop.wsgi:application")],
        &["web granian: 2 (--workers 2) x 8 (--blocking-threads 8)"],
    );
    check(
        &[("Procfile", "web: granian --interface wsgi --workers 2 shop.wsgi:application")],
        &["web granian: 2 (--workers 2) x ? (default of granian: as it sees fit)"],
    );
}

#[test]
fn gunicorn_reads_the_environment() {
    let files =
        [("Procfile", "web: gunicorn app:app --threads $THREADS"), (".env.production", "WEB_CONCURRENCY=3\nTHREADS=8\n")];
    check(&files, &["web gunicorn: 3 (WEB_CONCURRENCY) x 8 (--threads $THREADS)"]);
    let files =
        [("fly.toml", "[processes]\nweb = \"gunicorn app:app\"\n[env]\nGUNICORN_CMD_ARGS = \"--workers 2 --threads 5\"\n")];
    check(&files, &["web gunicorn: 2 (--workers 2) x 5 (--threads 5)"]);
    let files = [("Procfile", "web: gunicorn app:app -w ${N:-6} --threads $(nproc)")];
    check(&files, &["web gunicorn: 6 (-w ${N:-6}) x ? (--threads $(nproc))"]);
}

#[test]
fn a_script_gives_names_of_its_own_to_variables() {
    let script = "processes=${PROCESSES:-4}\nexec gunicorn app:app -w $processes --threads ${THREADS:-\"2\"}\n";
    check(&[("start.sh", script)], &["web gunicorn: 4 (-w $processes) x 2 (--threads ${THREADS:-\"2\"})"]);
    let files = [("start.sh", script), (".env", "PROCESSES=6")];
    check(&files, &["web gunicorn: 6 (-w $processes) x 2 (--threads ${THREADS:-\"2\"})"]);
}

#[test]
fn a_variable_with_two_values_is_not_known() {
    let files = [("Procfile", "web: gunicorn app:app -w $N"), ("a/.env", "N=1"), ("b/.env", "N=2")];
    check(&files, &["web gunicorn: ? (-w $N) x 1 (default of gunicorn)"]);
}

#[test]
fn gunicorn_reads_its_configuration_file() {
    let config = "import os\nworkers = int(os.environ.get('N', '3'))\nthreads: int = 16\nworker_class = 'gthread'\n";
    check(
        &[("Procfile", "web: gunicorn app:app"), ("gunicorn.conf.py", config)],
        &["web gunicorn: 3 (workers = 3) x 16 (threads = 16)"],
    );
    check(
        &[("Dockerfile", "FROM a\nCMD gunicorn -c /srv/conf/g.py app:app\n"), ("conf/g.py", "workers = f()\n")],
        &["web gunicorn: ? (workers is computed) x 1 (default of gunicorn)"],
    );
    check(
        &[("Procfile", "web: gunicorn -c /etc/g.py app:app")],
        &["web gunicorn: ? (a configuration file outside the tree) x ? (a configuration file outside the tree)"],
    );
}

#[test]
fn what_a_configuration_sets_under_a_condition_is_not_known() {
    let config = "import os\nthreads = 2\nif os.environ.get('BIG'):\n  threads = 64\n";
    check(
        &[("Procfile", "web: gunicorn app:app"), ("gunicorn.conf.py", config)],
        &["web gunicorn: 1 (default of gunicorn) x ? (threads is computed)"],
    );
}

#[test]
fn other_servers() {
    check(
        &[(
            "Procfile",
            "web: waitress-serve --port=1 app:app\napi: uvicorn a:b --workers 4\nu: uwsgi --processes 2 --threads 3\nrelease: flask db upgrade\nd: flask run\n",
        )],
        &[
            "web waitress: 1 (default of waitress) x 4 (default of waitress)",
            "api uvicorn: 4 (--workers 4) x ? (an event loop, not a number of threads)",
            "u uwsgi: 2 (--processes 2) x 3 (--threads 3)",
            "d flask dev: 1 (default of flask) x ? (default of flask: a thread for each request)",
        ],
    );
}

#[test]
fn programs_that_start_a_server() {
    let text = "from waitress import serve\nfrom flask import Flask\napp = Flask(__name__)\nserve(app, threads=12)\n";
    check(&[("run.py", text)], &["web waitress: 1 (default of waitress) x 12 (threads=12)"]);
    let text = "from flask import Flask\napp = Flask(__name__)\napp.run(debug=True)\n";
    check(&[("run.py", text)], &["web flask dev: 1 (default of flask) x ? (default of flask: a thread for each request)"]);
}

#[test]
fn a_server_that_is_only_named_is_none() {
    check(
        &[(
            "start.sh",
            "echo gunicorn app:app\npip install gunicorn\nif ! command -v gunicorn; then x; fi\npgrep gunicorn app\n",
        )],
        &[],
    );
}

#[test]
fn equal_processes_stand_once() {
    let files = [
        ("Dockerfile", "FROM a\nCMD gunicorn a:b -w 2\n"),
        ("compose.yml", "services:\n  web:\n    command: gunicorn a:b -w 2\n"),
    ];
    assert_eq!(processes(&repository(&files)).len(), 1);
}

#[test]
fn stack_with_proof() {
    let files = repository(&[
        ("app.py", "from flask import Flask\nimport sqlalchemy.orm\n"),
        ("compose.yml", "services:\n  web:\n    command: gunicorn a:b\n  front:\n    image: nginx:1.25\n"),
        ("fly.toml", "app = \"x\"\n"),
        ("requirements.txt", "flask==3.0\n"),
    ]);
    let stack = stack(&files, &processes(&files));
    let names = |proofs: &[crate::model::stack::Proof]| proofs.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&stack.frameworks), ["flask"]);
    assert_eq!(names(&stack.orms), ["sqlalchemy"]);
    assert_eq!(names(&stack.servers), ["gunicorn", "nginx"]);
    assert_eq!(names(&stack.platforms), ["fly"]);
    assert_eq!(stack.dependency("flask").and_then(|d| d.version.as_deref()), Some("3.0"));
}

#[test]
fn settings_of_the_application() {
    let text = "from flask import Flask\nfrom flask_compress import Compress\ncompress = Compress()\ndef create():\n  app = Flask('x')\n  @app.after_request\n  def f(r):\n    r.headers['Cache-Control'] = 'x'\n    return r\n  return app\n";
    let files = repository(&[("app.py", text), (".env", "A=1\n")]);
    let found = settings(&files);
    let names: Vec<&str> = found.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["flask.compress", "flask.app", "flask.after_request.cache_control", "env.A"]);
    assert_eq!(found[3].value, SettingValue::Text("1".to_owned()));
}

#[test]
fn a_hook_that_is_handed_over() {
    let text = "from flask import Flask\napp = Flask('x')\ndef f(r):\n  r.cache_control.max_age = 9\n  return r\napp.after_request(f)\n";
    let names: Vec<String> = settings(&repository(&[("app.py", text)])).into_iter().map(|s| s.name).collect();
    assert_eq!(names, ["flask.app", "flask.after_request.cache_control"]);
}

#[test]
fn a_header_outside_a_hook_is_no_setting() {
    let text = "from flask import Flask\napp = Flask('x')\ndef f(r):\n  r.headers['Cache-Control'] = 'x'\n";
    let names: Vec<String> = settings(&repository(&[("app.py", text)])).into_iter().map(|s| s.name).collect();
    assert_eq!(names, ["flask.app"]);
}

#[test]
fn directives_keep_their_place() {
    let files = repository(&[("nginx.conf", "http { gzip on; }\n")]);
    let proxies = proxies(&files);
    assert_eq!((proxies[0].directive.as_str(), proxies[0].context.as_str()), ("gzip", "http"));
}

#[test]
fn an_app_of_an_own_class() {
    let files = [
        ("a/core.py", "import flask\nclass App(flask.Flask):\n  pass\n"),
        ("b.py", "from a.core import App\napp = App(__name__)\n"),
    ];
    let found = settings(&repository(&files));
    assert_eq!(found.iter().map(|s| (s.name.as_str(), s.place.file.0)).collect::<Vec<_>>(), [("flask.app", 1)]);
}

#[test]
fn other_commands_of_a_server_are_no_process() {
    check(&[("start.sh", "rq info --by-queue\nflask db upgrade\ncelery -A x inspect ping\ngunicorn --version\n")], &[]);
    check(&[("Procfile", "w: rq worker high\n")], &["w rq: 1 (default of rq) x 1 (default of rq)"]);
}

#[test]
fn a_configuration_in_the_folder_that_a_script_goes_to() {
    let start = ("start.sh", "cd ./app\ngunicorn app.wsgi --config \"workers_conf.py\"\n");
    check(
        &[start, ("app/workers_conf.py", "workers = 3\nthreads = 2\n")],
        &["web gunicorn: 3 (workers = 3) x 2 (threads = 2)"],
    );
    check(
        &[start, ("app/workers_conf.py", "workers = 3\n"), ("old/workers_conf.py", "workers = 9\n")],
        &["web gunicorn: ? (a configuration file outside the tree) x ? (a configuration file outside the tree)"],
    );
}

#[test]
fn what_celery_does_stands_behind_the_name_of_its_app() {
    check(&[("Procfile", "b: celery -A worker beat\n")], &["b celery: 1 (default of celery beat) x 1 (default of celery)"]);
    check(
        &[("Procfile", "w: celery -A beat worker --concurrency 0\n")],
        &["w celery: ? (--concurrency 0: as many as there are CPUs) x 1 (default of celery)"],
    );
}

#[test]
fn an_app_of_a_terminal_is_no_server() {
    let text = "from textual.app import App\nfrom flask import Flask\nclass Screen(App):\n  pass\napp = Screen()\napp.run()\n";
    check(&[("screen.py", text)], &[]);
}

#[test]
fn a_configuration_of_gunicorn_may_be_mounted_elsewhere() {
    check(
        &[
            ("configuration/gunicorn/config.py", "workers = 3\n"),
            ("shop/config.py", "workers = 9\n"),
            ("Dockerfile", "FROM a\nCMD gunicorn shop.wsgi -c /etc/gunicorn/config.py\n"),
        ],
        &["web gunicorn: 3 (workers = 3) x 1 (default of gunicorn)"],
    );
}

#[test]
fn a_configuration_of_gunicorn_may_be_copied_anywhere() {
    let start = "FROM a\nCOPY . /code\nCMD gunicorn -c /code/gunicorn_config.py shop:app\n";
    check(
        &[("api/gunicorn_config.py", "workers = 3\n"), ("api/Dockerfile", start), ("mail/gunicorn_config.py", "workers = 9\n")],
        &["web gunicorn: 3 (workers = 3) x 1 (default of gunicorn)"],
    );
    check(
        &[
            ("src/gunicorn_config.py", "import os\nworkers = os.getenv('GUNICORN_WORKERS') or 3\n"),
            ("docker/entrypoint.sh", "exec gunicorn shop.wsgi -c /conf/gunicorn_config.py\n"),
        ],
        &["web gunicorn: 3 (workers = 3) x 1 (default of gunicorn)"],
    );
}

#[test]
fn a_configuration_of_uwsgi_belongs_to_the_command_that_names_it() {
    let files = repository(&[
        ("docker/uwsgi.ini", "[uwsgi]\nmaster = true\nprocesses = 4\nthreads = 2\n"),
        ("Dockerfile", "FROM a\nCMD [\"uwsgi\", \"/opt/app/docker/uwsgi.ini\"]\n"),
    ]);
    let found = processes(&files);
    assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), ["web uwsgi: 4 (--processes 4) x 2 (--threads 2)"]);
    let place = found[0].workers.place.expect("a place");
    assert_eq!(files[place.file.index()].entry.path, "docker/uwsgi.ini");
    assert_eq!(place.span.start, 22, "the line that says it");
    check(
        &[("Dockerfile", "FROM a\nCMD uwsgi /etc/other.ini\n")],
        &["web uwsgi: ? (a configuration file outside the tree) x ? (a configuration file outside the tree)"],
    );
}

#[test]
fn a_configuration_of_uwsgi_may_be_called_like_the_app() {
    let files = repository(&[
        ("docker/shop.ini", "[uwsgi]\nmodule = shop.wsgi\nprocesses = 2\nharakiri = 20\n"),
        ("docker/run.sh", "exec uwsgi --ini /home/app/docker/shop.ini\n"),
        ("alembic.ini", "[alembic]\nscript_location = migrations\n"),
    ]);
    let found = processes(&files);
    assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), ["web uwsgi: 2 (--processes 2) x 1 (default of uwsgi)"]);
    assert_eq!(found[0].ends_after.as_ref().and_then(|after| after.value), Some(20));
}

#[test]
fn gunicorn_without_a_word_more_reads_its_file() {
    let config = ("docker/gunicorn.conf.py", "wsgi_app = 'shop.app:app'\nworkers = 4\ntimeout = 45\n");
    let files = repository(&[("docker/start.sh", "shop configure && /app/.venv/bin/gunicorn\n"), config]);
    let found = processes(&files);
    assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), ["web gunicorn: 4 (workers = 4) x 1 (default of gunicorn)"]);
    assert_eq!(found[0].ends_after.as_ref().and_then(|after| after.value), Some(45));
    check(&[("docker/start.sh", "exec gunicorn\n")], &[]);
    check(&[("install.sh", "poetry add gunicorn\npip install gunicorn\n"), ("gunicorn.conf.py", "workers = 4\n")], &[]);
}

#[test]
fn another_configuration_of_the_same_name_is_read_by_nobody() {
    let files = [
        ("uwsgi.ini", "[uwsgi]\nprocesses = 4\nthreads = 2\n"),
        ("docker/image/uwsgi.ini", "[uwsgi]\nprocesses = 1\n"),
        ("docker/image/Dockerfile", "FROM a\nCMD [\"uwsgi\", \"--ini\", \"uwsgi.ini\"]\n"),
    ];
    check(&files, &["web uwsgi: 4 (--processes 4) x 2 (--threads 2)"]);
}

#[test]
fn what_a_script_starts_for_developers() {
    let text = "start_dev() {\n  gunicorn a:b -w 1\n}\nstart_prod() {\n  gunicorn a:b -w 4\n}\n";
    check(
        &[("entrypoint.sh", text)],
        &["web gunicorn: 4 (-w 4) x 1 (default of gunicorn)", "web gunicorn dev: 1 (-w 1) x 1 (default of gunicorn)"],
    );
    let text = "gunicorn a:b -w 2 &\nnpx vite --host\n";
    check(&[("entrypoint.sh", text)], &["web gunicorn dev: 2 (-w 2) x 1 (default of gunicorn)"]);
    let text = "npx vite build\ngunicorn a:b -w 2\n";
    check(&[("entrypoint.sh", text)], &["web gunicorn: 2 (-w 2) x 1 (default of gunicorn)"]);
}

#[test]
fn words_that_an_entry_point_or_a_variable_adds() {
    let script = "#!/bin/sh\nN=${N:-4}\nif [ x ]; then\n  exec \"$@\" \\\n    --workers \"$N\"\nfi\nexec \"$@\"\n";
    let dockerfile = "FROM a\nENTRYPOINT [\"/opt/entrypoint.sh\"]\nCMD [\"gunicorn\", \"app:app\"]\n";
    check(
        &[
            ("Dockerfile", dockerfile),
            ("docker/prod/entrypoint.sh", script),
            ("docker/dev/entrypoint.sh", "exec \"$@\" -w 9\n"),
        ],
        &["web gunicorn: 4 (--workers $N) x 1 (default of gunicorn)"],
    );
    check(
        &[("start.sh", "OPTIONS=\"--workers 3 --threads 2\"\nexec gunicorn $OPTIONS app:app\n")],
        &["web gunicorn: 3 (--workers 3) x 2 (--threads 2)"],
    );
}

#[test]
fn instances_and_memory_come_from_what_starts_the_process() {
    let of = |files: &[(&str, &str)]| {
        let found = processes(&repository(files));
        found.iter().map(|p| (p.instances.value, p.memory.as_ref().and_then(|m| m.value))).collect::<Vec<_>>()
    };
    let dockerfile = ("Dockerfile", "FROM a\nCMD [\"./start.sh\"]\n");
    let script = ("start.sh", "exec gunicorn app:app\n");
    let compose = "services:\n  app:\n    build: .\n    mem_limit: 512m\n    deploy: {replicas: 3}\n  db: {image: postgres, mem_limit: 2g}\n";
    assert_eq!(of(&[dockerfile, script, ("compose.yml", compose)]), [(Some(3), Some(512))]);
    assert_eq!(of(&[dockerfile, script, ("fly.toml", "[[vm]]\nmemory = '1gb'\n")]), [(Some(1), Some(1024))]);
    let manifest = "apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: 2\n  template:\n    spec:\n      containers:\n      - name: app\n        image: me/app\n        resources: {limits: {memory: 256Mi}}\n";
    assert_eq!(of(&[dockerfile, script, ("deploy/app.yaml.yml", manifest)]), [(Some(2), Some(256))]);
    // What a compose file for development limits is not what production has.
    assert_eq!(of(&[dockerfile, script, ("compose.dev.yml", compose)]), [(Some(1), None)]);
}

#[test]
fn a_stage_inherits_what_its_base_starts() {
    let text =
        "FROM python AS base\nCMD [\"gunicorn\", \"-w\", \"3\", \"a:b\"]\nFROM base AS dev\nCMD flask run\nFROM base\nRUN x\n";
    check(&[("Dockerfile", text)], &["web gunicorn: 3 (-w 3) x 1 (default of gunicorn)"]);
}

#[test]
fn scripts_by_other_names() {
    let web = "web gunicorn: 2 (-w 2) x 1 (default of gunicorn)";
    check(&[("Procfile", "web: bash Procfile.sh\n"), ("Procfile.sh", "#!/bin/bash\ngunicorn a:b -w 2\n")], &[web]);
    check(
        &[
            ("Dockerfile", "FROM a\nCMD [\"/bin/bash\", \"-c\", \"/${name}/start.bash\"]\n"),
            ("start.bash", "gunicorn a:b -w 2\n"),
        ],
        &[web],
    );
}

#[test]
fn a_stage_for_developers_is_not_what_is_deployed() {
    let text = "FROM a AS runtime\nCMD gunicorn a:b -w 4\nFROM runtime AS runtime-dev\nCMD gunicorn a:b --reload\n";
    check(
        &[("Dockerfile", text)],
        &[
            "web gunicorn: 4 (-w 4) x 1 (default of gunicorn)",
            "web gunicorn dev: 1 (default of gunicorn) x 1 (default of gunicorn)",
        ],
    );
    let text = "FROM a AS runtime\nCMD gunicorn a:b -w 4\nFROM runtime AS dev\nRUN pip install pytest\n";
    check(&[("Dockerfile", text)], &["web gunicorn: 4 (-w 4) x 1 (default of gunicorn)"]);
}

#[test]
fn instances_by_a_variable_with_a_default() {
    let text = "services:\n  web:\n    command: gunicorn a:b\n    deploy:\n      replicas: ${REPLICAS:-3}\n";
    assert_eq!(processes(&repository(&[("compose.yml", text)]))[0].instances.value, Some(3));
}

#[test]
fn a_variable_that_is_passed_on_has_no_value() {
    let text = "services:\n  web:\n    command: gunicorn -c gunicorn.py a:b\n    environment:\n      WORKERS:\n";
    let config = "import os\nworkers = int(os.environ.get(\"WORKERS\", 4))\n";
    check(&[("compose.yml", text), ("gunicorn.py", config)], &["web gunicorn: 4 (workers = 4) x 1 (default of gunicorn)"]);
}
