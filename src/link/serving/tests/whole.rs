//! What several files say together: variables and where they are set, scripts, configurations, manifests.

use super::super::processes;
use super::{check, repository, shown};

#[test]
fn a_unit_sees_its_own_variables_first() {
    let unit = |name: &str, workers: u8| {
        format!(
            "[Service]\nEnvironment=\"ARGS=--workers {workers} --threads 3\"\nExecStart=/srv/bin/gunicorn {name}.wsgi $ARGS\n"
        )
    };
    check(
        &[("etc/api.service", &unit("api", 2)), ("etc/auth.service", &unit("auth", 5))],
        &["web gunicorn: 2 (--workers 2) x 3 (--threads 3)", "web gunicorn: 5 (--workers 5) x 3 (--threads 3)"],
    );
    // What compose passes on without a plain value is what `.env` says.
    let compose = "services:\n  web:\n    command: gunicorn a:b -w $WORKERS\n    environment:\n      WORKERS: ${WORKERS:-4}\n";
    check(&[("compose.yml", compose), (".env", "WORKERS=8\n")], &["web gunicorn: 8 (-w $WORKERS) x 1 (default of gunicorn)"]);
}

#[test]
fn a_script_that_runs_one_of_its_commands() {
    let script = "#!/bin/sh\nif [ \"$SERVER\" = \"gunicorn\" ]; then\n    run=\"gunicorn a:b -w 3\"\nelif [ \"$SERVER\" = \"uwsgi\" ]; then\n    \
                  run=\"uwsgi --module a:b --workers 9\"\nfi\n\neval \"$run\"\n";
    let image = "FROM a\nENV SERVER gunicorn\nCMD [\"sh\", \"run_app.sh\"]\n";
    check(&[("Dockerfile", image), ("run_app.sh", script)], &["web gunicorn: 3 (-w 3) x 1 (default of gunicorn)"]);
    let both = ["web gunicorn: 3 (-w 3) x 1 (default of gunicorn)", "web uwsgi: 9 (--workers 9) x 1 (default of uwsgi)"];
    check(&[("run_app.sh", script)], &both);
    check(
        &[
            ("Dockerfile", image),
            ("compose.yml", "services:\n  b:\n    image: x\n    environment:\n      SERVER: uwsgi\n"),
            ("run_app.sh", script),
        ],
        &both,
    );
}

#[test]
fn words_that_a_script_chooses() {
    let script = "if [ \"$STAGE\" = Local ]; then\n  args=\"-c gunicorn_dev.py\"\nelse\n  args=\"-c gunicorn_live.py\"\nfi\nrun=\"gunicorn                   $args\"\nexec $run\n";
    let files = [("start.sh", script), ("gunicorn_dev.py", "workers = 1\n"), ("gunicorn_live.py", "workers = 3\n")];
    check(&files, &["web gunicorn: 3 (workers = 3) x 1 (default of gunicorn)"]);
    let script = "if [ -n \"$A\" ]; then\n  args=\"-w 2\"\nelse\n  args=\"-w 4\"\nfi\nexec gunicorn $args a:b\n";
    let unknown = "web gunicorn: ? (a variable that may hold more) x ? (the class of the workers is not known)";
    check(&[("start.sh", script)], &[unknown]);
}

#[test]
fn a_configuration_that_a_variable_names() {
    let image = "FROM a\nENV GUNICORN_CMD_ARGS -c settings.py\nCMD gunicorn a:b\n";
    check(
        &[("Dockerfile", image), ("settings.py", "workers = 6\n")],
        &["web gunicorn: 6 (workers = 6) x 1 (default of gunicorn)"],
    );
}

#[test]
fn pserve_starts_what_its_configuration_names() {
    let paste = "[app:main]\nuse = egg:shop\n\n[server:main]\nuse = egg:waitress#main\nthreads = 12\n";
    check(
        &[("Dockerfile", "FROM a\nCMD [\"pserve\", \"shop.ini\"]\n"), ("shop.ini", paste)],
        &["web waitress: 1 (default of waitress) x 12 (--threads 12)"],
    );
    check(&[("shop.ini", paste)], &[]);
}

#[test]
fn processes_of_cloud_foundry() {
    let manifest = "applications:\n- name: api\n  instances: 1\n  processes:\n  - type: web\n    instances: ((many))\n    command: gunicorn a:b -w 2\n  \
                    - type: worker\n    instances: 4\n    command: celery -A a worker -c 3\n";
    let files = repository(&[("manifest.yml", manifest)]);
    let found = processes(&files);
    let lines: Vec<String> = found.iter().map(shown).collect();
    assert_eq!(lines, ["web gunicorn: 2 (-w 2) x 1 (default of gunicorn)", "worker celery: 3 (-c 3) x 1 (default of celery)"]);
    let instances: Vec<Option<i64>> = found.iter().map(|process| process.instances.value).collect();
    assert_eq!(instances, [None, Some(4)]);
}

#[test]
fn processes_of_other_names_run_beside_each_other() {
    let file = "web: gunicorn a:b -w 2\nmail: celery -A a worker -Q mail\nworker: celery -A a worker -Q slow\n";
    let found = processes(&repository(&[("Procfile", file), ("run.sh", "gunicorn a:b -w 2\n")]));
    let beside: Vec<(&str, usize, usize)> =
        found.iter().map(|process| (process.name.as_str(), process.beside.len(), process.also.len())).collect();
    assert_eq!(beside, [("web", 0, 1), ("mail", 1, 0)]);
    assert_eq!(found[1].beside[0].0, "worker");
}

#[test]
fn a_server_that_a_smoke_test_starts() {
    let program = "import uvicorn\nuvicorn.run(app)\n";
    let found = processes(&repository(&[("infra/server_smoke.py", program)]));
    assert!(found[0].development);
}

#[test]
fn configurations_below_folders_of_the_image() {
    let image =
        "FROM a\nCOPY docker/files/etc/gunicorn/shop.py /etc/gunicorn/shop.py\nCMD gunicorn -c /etc/gunicorn/shop.py a:b\n";
    check(
        &[("Dockerfile", image), ("docker/files/etc/gunicorn/shop.py", "workers = 3\n")],
        &["web gunicorn: 3 (workers = 3) x 1 (default of gunicorn)"],
    );
}

#[test]
fn a_configuration_of_uwsgi_in_yaml() {
    let settings = "uwsgi:\n  module: config.wsgi:application\n  threads: 2\n  processes: $(MOST_PROCESSES)\n";
    let script = ("docker/start.sh", "uwsgi --yaml /srv/docker/uwsgi.yml\n");
    let unknown = "web uwsgi: ? (--processes ${MOST_PROCESSES}) x 2 (--threads 2)";
    check(&[script, ("docker/uwsgi.yml", settings)], &[unknown]);
    let told = "web uwsgi: 6 (--processes ${MOST_PROCESSES}) x 2 (--threads 2)";
    check(&[script, ("docker/uwsgi.yml", settings), ("Dockerfile", "FROM a\nENV MOST_PROCESSES=6\n")], &[told]);
}

#[test]
fn a_manifest_leaves_the_command_to_the_procfile() {
    let manifest = "applications:\n- name: api\n  memory: 2G\n  instances: 3\n";
    let found = processes(&repository(&[("manifest.yml", manifest), ("api/Procfile", "web: gunicorn a:b -w 2\n")]));
    assert_eq!(found[0].instances.value, Some(3));
    assert_eq!(found[0].memory.as_ref().and_then(|memory| memory.value), Some(2048));
}

#[test]
fn services_of_one_name_in_folders_of_their_own() {
    let script = "gunicorn -w 3 wsgi:application\n";
    let program = ("application = 1\n", "application = 2\n");
    let files = [("a/run.sh", script), ("a/wsgi.py", program.0), ("b/run.sh", script), ("b/wsgi.py", program.1)];
    let line = "web gunicorn: 3 (-w 3) x 1 (default of gunicorn)";
    check(&files, &[line, line]);
}

#[test]
fn a_package_that_starts_its_server() {
    let main = "import uvicorn\nfrom shop.settings import settings\n\nuvicorn.run(\"shop:app\", workers=settings.many, reload=settings.reload)\n";
    let settings = "class Settings:\n    many: int = 2\n    reload: bool = False\n\n\nsettings = Settings()\n";
    check(
        &[("start.sh", "poetry run python -m shop\n"), ("shop/__main__.py", main), ("shop/settings.py", settings)],
        &["web uvicorn: 2 (workers=2) x ? (an event loop, not a number of threads)"],
    );
}
