use super::{is_deploy_file, read};
use crate::facts::deploy::{Fact, Kind};

/// Facts as lines: what, where in the text, and the values.
fn facts(path: &str, text: &str) -> Vec<String> {
    let (facts, notes) = read(path, text);
    assert_eq!(notes, [], "{path}");
    facts.iter().map(line).collect()
}

fn line(fact: &Fact) -> String {
    match &fact.kind {
        Kind::Command(command) => {
            let process = command.process.as_deref().unwrap_or("-");
            let development = if command.development { " dev" } else { "" };
            format!("{} {process}{development}: {}", command.origin, command.words.join("|"))
        }
        Kind::Env { name, value, service } => format!("env {} {name}={value}", service.as_deref().unwrap_or("-")),
        Kind::Dependency { name, version, locked, dev } => {
            let version = version.as_deref().unwrap_or("-");
            format!("dep {name} {version}{}{}", if *locked { " locked" } else { "" }, if *dev { " dev" } else { "" })
        }
        Kind::Service { name, image, .. } => format!("service {name} {}", image.as_deref().unwrap_or("-")),
        Kind::Proxy { directive, arguments, context } => format!("proxy [{context}] {directive} {}", arguments.join(" ")),
        Kind::Platform { name } => format!("platform {name}"),
        Kind::Limit { what, value, service } => format!("limit {} {what} {value}", service.as_deref().unwrap_or("-")),
    }
}

#[test]
fn only_the_last_stage_of_a_dockerfile_counts() {
    let text = "FROM node AS a\nENV A=1\nCMD [\"x\"]\nFROM python\nENV B=\"2 3\" \\\n  C=4\nENV D five\nRUN pip install -r r.txt gunicorn==21.2 'psycopg[binary]>=3'\nCMD [\"gunicorn\", \"--threads\", \"32\", \"app:app\"]\n";
    assert_eq!(
        facts("Dockerfile", text),
        [
            "env - B=2 3",
            "env - C=4",
            "env - D=five",
            "dep gunicorn 21.2",
            "dep psycopg >=3",
            "dockerfile -: gunicorn|--threads|32|app:app",
        ]
    );
}

#[test]
fn entry_point_and_command() {
    assert_eq!(
        facts("Dockerfile", "FROM a\nENTRYPOINT [\"gunicorn\"]\nCMD [\"-w\", \"4\"]\n"),
        ["dockerfile -: gunicorn|-w|4"]
    );
    assert_eq!(
        facts("Dockerfile", "FROM a\nENTRYPOINT [\"sh\", \"-c\", \"a && exec gunicorn b\"]\n"),
        ["dockerfile -: a", "dockerfile -: exec|gunicorn|b"]
    );
    assert_eq!(facts("docker/Dockerfile.dev", "FROM a\nCMD flask run\n"), ["dockerfile - dev: flask|run"]);
}

#[test]
fn procfile_lines() {
    assert_eq!(
        facts("Procfile", "# x: y\nweb: flask db upgrade; gunicorn app:app\n"),
        ["procfile web: flask|db|upgrade", "procfile web: gunicorn|app:app"]
    );
}

#[test]
fn compose_services() {
    let text = "x-base: &base\n  environment:\n    A: 1\nservices:\n  web:\n    <<: *base\n    command: gunicorn é:app -w 4\n  db:\n    image: postgres:15\n    environment:\n      - POSTGRES_PASSWORD=x\n      - URL=postgres://u:p@h/d\n  shell:\n    profiles: [dev]\n    command: [\"flask\", \"run\"]\n";
    assert_eq!(
        facts("docker-compose.yml", text),
        [
            "service web -",
            "compose web: gunicorn|é:app|-w|4",
            "env web A=1",
            "service db postgres:15",
            "env db POSTGRES_PASSWORD=<secret>",
            "env db URL=postgres://h/d",
            "service shell -",
            "compose shell dev: flask|run",
            "limit shell development true",
        ]
    );
    let (facts, _) = read("docker-compose.yml", text);
    let command = facts.iter().find(|fact| matches!(fact.kind, Kind::Command(_))).unwrap();
    assert_eq!(&text[command.span.start as usize..command.span.end as usize], "gunicorn é:app -w 4");
    assert_eq!(
        super::read("compose.override.yml", "services: {a: {command: x}}").0.iter().map(line).next_back().unwrap(),
        "limit a development true"
    );
}

#[test]
fn aliases_cannot_explode() {
    let mut text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
    for level in 1..30 {
        let previous = format!("*a{}", level - 1);
        text.push_str(&format!("a{level}: &a{level} [{}]\n", vec![previous; 10].join(",")));
    }
    let (_, notes) = read("compose.yml", &text);
    assert_eq!(notes.len(), 1);
}

#[test]
fn platforms() {
    let text = "app = \"x\"\n[processes]\nweb = \"gunicorn a\"\n[env]\nB = \"1\"\n[[vm]]\nmemory = \"512mb\"\n[http_service.http_options]\ncompress = true\n";
    assert_eq!(
        facts("fly.toml", text),
        ["platform fly", "fly web: gunicorn|a", "env - B=1", "limit - memory 512mb", "proxy [fly] compress true"]
    );
    let text = "services:\n  - name: api\n    startCommand: gunicorn a\n    envVars:\n      - key: A\n        value: 3\n";
    assert_eq!(facts("render.yaml", text), ["platform render", "render api: gunicorn|a", "env api A=3"]);
    assert_eq!(
        facts("railway.json", "{\"deploy\": {\"startCommand\": \"gunicorn a\"}}"),
        ["platform railway", "railway -: gunicorn|a"]
    );
    assert_eq!(
        facts("app.yaml", "runtime: python311\nentrypoint: gunicorn -b :$PORT a\n"),
        ["platform app-engine", "app-engine -: gunicorn|-b|:$PORT|a"]
    );
}

#[test]
fn kubernetes_containers() {
    let text = "apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: 3\n  template:\n    spec:\n      containers:\n      - name: web\n        image: app\n        command: [gunicorn]\n        args: [-w, '4']\n        env:\n        - name: A\n          value: '1'\n";
    assert_eq!(
        facts("k8s/web.yaml", text),
        ["platform kubernetes", "service web app", "k8s web: gunicorn|-w|4", "env web A=1", "limit web replicas 3"]
    );
}

#[test]
fn objects_of_a_template_of_openshift() {
    let template = "kind: Template\napiVersion: v1\nparameters:\n- name: WORKERS\n  value: '3'\n- name: SECRET\nobjects:\n- kind: ClowdApp\n  \
                    apiVersion: v1\n  spec:\n    deployments:\n    - name: api\n      replicas: ${{WORKERS}}\n      podSpec:\n        \
                    image: shop:1\n        args: [gunicorn, -w, '${WORKERS}']\n        env: [{name: A, value: '${SECRET}'}]\n";
    assert_eq!(
        facts("deploy/shop.yaml", template),
        ["platform kubernetes", "service api shop:1", "k8s api: gunicorn|-w|3", "env api A=${SECRET}", "limit api replicas 3"],
    );
}

#[test]
fn scripts_keep_what_starts_servers() {
    let text = "#!/bin/sh\nWORKERS=${WORKERS:-1}\nexport A=b\necho start\nif x; then exec gunicorn a --workers $WORKERS \\\n  -k gevent\nfi\n";
    assert_eq!(
        facts("docker-entrypoint.sh", text),
        ["env - WORKERS=${WORKERS:-1}", "env - A=b", "script -: exec|gunicorn|a|--workers|$WORKERS|-k|gevent"]
    );
}

#[test]
fn labels_of_a_case_start_nothing() {
    let text =
        "case \"$1\" in\n  \"uwsgi\" )\n    exec uwsgi --ini etc/app.ini\n    ;;\n  work|jobs) celery -A app worker ;;\nesac\n";
    assert_eq!(facts("entrypoint.sh", text), ["script -: exec|uwsgi|--ini|etc/app.ini", "script -: celery|-A|app|worker"]);
}

#[test]
fn roles_of_kamal() {
    let text = "service: shop\nimage: me/shop\nservers:\n  web:\n    hosts:\n      - 10.0.0.1\n      - 10.0.0.2\n    env:\n      clear:\n        WEB_CONCURRENCY: 8\n      secret:\n        - KEY\n  jobs:\n    hosts:\n      - 10.0.0.3\n    cmd: celery -A shop worker\nenv:\n  clear:\n    A: b\n";
    assert_eq!(
        facts("config/deploy.yml", text),
        [
            "platform kamal",
            "env - A=b",
            "limit web replicas 2",
            "env web WEB_CONCURRENCY=8",
            "limit jobs replicas 1",
            "kamal jobs: celery|-A|shop|worker",
        ]
    );
    assert_eq!(facts("config/deploy.yml", "stages:\n  - build\n"), Vec::<String>::new());
}

#[test]
fn what_a_script_says_starts_nothing() {
    let text = "help() {\n  echo \"\"\"\ngunicorn : serves\n\"\"\"\n}\ncat <<END\ncelery -A a worker\nEND\nexec gunicorn a:b\n";
    assert_eq!(facts("start.sh", text), ["script -: exec|gunicorn|a:b"]);
}

#[test]
fn sectioned_files() {
    let text = "[Service]\nEnvironment=\"A=1\" B=2\nExecStart=/srv/venv/bin/gunicorn -w 4 \\\n  app:app\n";
    assert_eq!(facts("deploy/app.service", text), ["env - A=1", "env - B=2", "systemd -: /srv/venv/bin/gunicorn|-w|4|app:app"]);
    assert_eq!(
        facts("supervisor.conf", "[program:web]\ncommand=gunicorn a\nenvironment=A=\"1\",B=\"2\"\n"),
        ["supervisor web: gunicorn|a", "env web A=1", "env web B=2"]
    );
    assert_eq!(facts("uwsgi.ini", "[uwsgi]\nprocesses = 4\nthreads = 2\n"), ["uwsgi-ini -: uwsgi|--processes=4|--threads=2"]);
}

#[test]
fn proxies() {
    let text = "http {\n  gzip on; # yes\n  server {\n    location /static/ {\n      expires 30d;\n      add_header Cache-Control \"public; x\";\n    }\n    location ~ ^/${a} { return 200; }\n  }\n}\n";
    assert_eq!(
        facts("conf/nginx/http.conf", text),
        [
            "proxy [http] gzip on",
            "proxy [http > server > location /static/] expires 30d",
            "proxy [http > server > location /static/] add_header Cache-Control public; x",
        ]
    );
    let text = "example.com {\n  encode gzip zstd\n  header /static/* Cache-Control \"max-age=9\"\n}\n";
    assert_eq!(
        facts("Caddyfile", text),
        ["proxy [example.com] encode gzip zstd", "proxy [example.com] header /static/* Cache-Control max-age=9"]
    );
}

#[test]
fn environment_files_keep_no_secrets() {
    let text = "# c\nexport A=\"1 # 2\"\nB=2 # why\nSECRET_KEY=abc\nDATABASE_URL=postgresql://user:pw@db:5432/x\n";
    assert_eq!(
        facts(".env", text),
        ["env - A=1 # 2", "env - B=2", "env - SECRET_KEY=<secret>", "env - DATABASE_URL=postgresql://db:5432/x"]
    );
}

#[test]
fn dependencies() {
    assert_eq!(
        facts(
            "requirements.txt",
            "Flask==3.0.0 # x\nflask_compress[a]>=1.0 ; python_version > '3'\n-r other.txt\n# no\ngit+https://x\n"
        ),
        ["dep flask 3.0.0", "dep flask-compress >=1.0",]
    );
    assert_eq!(facts("requirements/dev.txt", "pytest\n"), ["dep pytest - dev"]);
    let text = "[project]\ndependencies = [\"flask>=2\"]\n[project.optional-dependencies]\ntest = [\"pytest\"]\n[dependency-groups]\ndev = [\"ruff\"]\n[tool.poetry.dependencies]\npython = \"^3\"\nDjango = {version = \"^4\"}\n[tool.poetry.group.dev.dependencies]\nblack = \"*\"\n";
    assert_eq!(
        facts("pyproject.toml", text),
        ["dep flask >=2", "dep pytest - dev", "dep ruff - dev", "dep django ^4", "dep black - dev"]
    );
    assert_eq!(facts("uv.lock", "[[package]]\nname = \"flask\"\nversion = \"3.0.1\"\n"), ["dep flask 3.0.1 locked"]);
    assert_eq!(facts("Pipfile.lock", "{\"default\": {\"flask\": {\"version\": \"==2.1\"}}}"), ["dep flask 2.1 locked"]);
}

#[test]
fn names_of_deployment_files() {
    for path in [
        "Dockerfile",
        "deploy/prod.dockerfile",
        "a/docker-compose.prod.yaml",
        ".env.production",
        "bin/docker-entrypoint",
        "boot.sh",
        "conf/nginx/x.conf",
        "deploy/nginx/site",
    ] {
        assert!(is_deploy_file(path), "{path}");
    }
    for path in ["app.py", "config.yml", "README.md", "alembic.ini", "templates/start.html", "data.txt", "values.yaml"] {
        assert!(!is_deploy_file(path), "{path}");
    }
}

#[test]
fn what_pages_are_built_with_is_a_dependency() {
    let text = r#"{"dependencies": {"vue": "^3.4.0", "redis": "4.6.0"}}"#;
    assert_eq!(facts("package.json", text), ["dep vue ^3.4.0"]);
}

#[test]
fn broken_files_are_notes() {
    assert_eq!(read("compose.yml", "services:\n  a: [\n").1.len(), 1);
    assert_eq!(read("pyproject.toml", "[project\nx").1.len(), 1);
    assert_eq!(read("package.json", "{").1.len(), 1);
}

#[test]
fn manifests_of_cloud_foundry() {
    let text = "applications:\n- name: api\n  memory: 1G\n  instances: ((many))\n  env:\n    STAGE: live\n";
    let expected = ["platform cloudfoundry", "limit web replicas ((many))", "limit web memory 1G", "env - STAGE=live"];
    assert_eq!(facts("manifests/manifest.yml", text), expected);
    assert_eq!(facts("manifest.yml", "name: x\n"), [""; 0]);
}
