use super::{SourceFile, pages};
use crate::facts::page::Section;
use crate::facts::{FileFacts, Language, Role};
use crate::model::FileEntry;
use crate::model::delivery::{Asset, Load, Page};

/// A repository in memory, read by the front ends.
fn repository(files: &[(&str, &str)]) -> Vec<SourceFile> {
    let mut files: Vec<SourceFile> = files.iter().map(|(path, text)| file(path, text)).collect();
    files.sort_by(|a, b| a.entry.path.cmp(&b.entry.path));
    files
}

fn file(path: &str, text: &str) -> SourceFile {
    let mut facts = FileFacts::default();
    let language = match path.rsplit('.').next().unwrap_or("") {
        "html" => {
            let (program, page, notes) = crate::syntax::template::lower(path, text);
            facts = FileFacts { program: Some(program), page: Some(page), notes, ..facts };
            Language::Template
        }
        "py" => {
            let (program, notes) = crate::syntax::python::lower(text);
            facts = FileFacts { program: Some(program), notes, ..facts };
            Language::Python
        }
        _ => {
            facts.asset = Some(crate::syntax::asset::read(path, text.as_bytes()));
            Language::JavaScript
        }
    };
    SourceFile { entry: FileEntry { path: path.into(), role: Role::App, language, bytes: text.len() as u64 }, facts }
}

struct Linked {
    files: Vec<SourceFile>,
    pages: Vec<Page>,
    assets: Vec<Asset>,
}

fn link(files: &[(&str, &str)]) -> Linked {
    let files = repository(files);
    let (pages, assets) = pages(&files);
    Linked { files, pages, assets }
}

impl Linked {
    fn path(&self, file: crate::model::FileId) -> &str {
        &self.files[file.index()].entry.path
    }

    fn page(&self, path: &str) -> &Page {
        self.pages.iter().find(|page| self.path(page.file) == path).unwrap()
    }

    fn load(&self, path: &str, at: usize) -> &Load {
        &self.page(path).loads[at]
    }

    fn asset_of(&self, path: &str, at: usize) -> Option<&str> {
        self.load(path, at).asset.map(|asset| self.assets[asset].path.as_str())
    }

    fn asset(&self, path: &str) -> &Asset {
        self.assets.iter().find(|asset| asset.path == path).unwrap()
    }

    fn loaded_on(&self, path: &str) -> Vec<&str> {
        self.asset(path).loaded_on.iter().map(|at| self.path(self.pages[*at].file)).collect()
    }
}

const BASE: &str = "<html><head>{% block css %}{% endblock %}{% include 'head.html' %}</head><body>\
                    {% block content %}{% block inner %}{% endblock %}{% endblock %}\
                    <script src=\"{{ url_for('static', filename='js/app.js') }}\"></script></body></html>";

#[test]
fn parents_includes_and_the_pages_that_load_an_asset() {
    let linked = link(&[
        ("app/templates/base.html", BASE),
        ("app/templates/head.html", "<link rel=stylesheet href=/static/site.css>"),
        ("app/templates/a/list.html", "{% extends 'base.html' %}{% block content %}{% include 'a/row.html' %}{% endblock %}"),
        ("app/templates/a/row.html", "{% include 'a/row.html' %}<img src='{{ url_for(\"static\", filename=\"x.png\") }}'>"),
        ("app/templates/b.html", "{% extends 'a/list.html' %}"),
        ("app/templates/login.html", "<p>alone</p>"),
        ("app/static/js/app.js", "x"),
        ("app/static/site.css", "x"),
        ("app/static/x.png", "x"),
    ]);
    let base = linked.page("app/templates/base.html");
    assert_eq!(
        base.extended_by.iter().map(|f| linked.path(*f)).collect::<Vec<_>>(),
        ["app/templates/a/list.html", "app/templates/b.html"]
    );
    assert_eq!(base.includes.iter().map(|f| linked.path(*f)).collect::<Vec<_>>(), ["app/templates/head.html"]);
    assert_eq!(linked.page("app/templates/b.html").parent.map(|f| linked.path(f)), Some("app/templates/a/list.html"));
    // Only the leaf counts: the list is its parent.
    assert_eq!(linked.loaded_on("app/static/js/app.js"), ["app/templates/b.html"]);
    assert_eq!(linked.loaded_on("app/static/site.css"), ["app/templates/b.html"]);
    assert_eq!(linked.loaded_on("app/static/x.png"), ["app/templates/b.html"]);
}

#[test]
fn sections_come_from_blocks_and_includes() {
    let linked = link(&[
        ("templates/base.html", BASE),
        ("templates/head.html", "<script src=/static/h.js></script>"),
        (
            "templates/a.html",
            "{% extends 'base.html' %}{% block css %}<script src=1.js></script>{% endblock %}\
                              {% block inner %}<script src=2.js></script>{% endblock %}{% block own %}<script src=3.js></script>{% endblock %}",
        ),
    ]);
    assert_eq!(linked.load("templates/head.html", 0).section, Section::Head);
    let sections: Vec<Section> = linked.page("templates/a.html").loads.iter().map(|l| l.section).collect();
    assert_eq!(sections, [Section::Head, Section::Body, Section::Unknown]);
}

#[test]
fn urls_find_their_files() {
    let linked = link(&[
        (
            "app/templates/x.html",
            "{% load static %}\
            <script src=\"{% static 'js/a.js' %}\"></script>\
            <script src=\"/static/js/a.js?v=3\"></script>\
            <script src=\"{{ STATIC_URL }}js/a.js\"></script>\
            <script src=\"https://cdn.example/a.js\" defer></script>\
            <script src=\"//cdn.example/a.js\"></script>\
            <script src=\"/static/js/{{ name }}.js\"></script>\
            <script src=\"{% static 'js/absent.js' %}\"></script>\
            <script type=\"text/template\" src=\"/static/js/a.js\"></script>",
        ),
        (
            "app/templates/y.html",
            "<script src=\"{{ url_for('static_content', group='js', filename='a.js') }}\"></script>\
            <script src=\"{{ url_for('vars', locale=x) }}\"></script><script src=\"${url('a.js')}\"></script>",
        ),
        ("app/static/js/a.js", "x"),
    ]);
    let found: Vec<Option<&str>> = (0..8).map(|at| linked.asset_of("app/templates/x.html", at)).collect();
    let js = Some("app/static/js/a.js");
    assert_eq!(found, [js, js, js, None, None, None, None, js]);
    let loads = &linked.page("app/templates/x.html").loads;
    assert_eq!(loads.iter().map(|l| l.external).collect::<Vec<_>>(), [false, false, false, true, true, false, false, false]);
    assert_eq!(loads.iter().map(|l| l.versioned).collect::<Vec<_>>(), [false, true, false, false, false, false, false, false]);
    assert!(loads[3].deferred && !loads[4].deferred && loads[7].inert && !loads[0].inert);
    assert_eq!(linked.asset_of("app/templates/y.html", 0), js);
    // Mako says it in a way of its own, about which nothing is known.
    let others: Vec<&str> = linked.page("app/templates/y.html").loads.iter().map(|l| l.url.as_str()).collect();
    assert_eq!(others, ["js/a.js", "{url_for('vars')}"]);
    assert_eq!(loads[5].url, "/static/js/{name}.js");
}

#[test]
fn of_two_files_with_one_name_the_owner_or_the_nearest_is_meant() {
    let linked = link(&[
        (
            "app/admin/templates/admin/x.html",
            "<script src=\"{{ url_for('admin.static', filename='m.js') }}\"></script>\
                                        <script src=\"{{ url_for('shop.static', filename='m.js') }}\"></script>\
                                        <script src=\"{{ url_for('static', filename='only.js') }}\"></script>",
        ),
        ("app/templates/y.html", "<script src=\"{{ url_for('static', filename='m.js') }}\"></script>"),
        ("app/admin/static/m.js", "x"),
        ("app/shop/static/m.js", "x"),
        ("app/static/only.js", "x"),
    ]);
    let x = "app/admin/templates/admin/x.html";
    assert_eq!(linked.asset_of(x, 0), Some("app/admin/static/m.js"));
    assert_eq!(linked.asset_of(x, 1), Some("app/shop/static/m.js"));
    assert_eq!(linked.asset_of(x, 2), Some("app/static/only.js"));
    assert_eq!(linked.asset_of("app/templates/y.html", 0), None);
}

#[test]
fn sources_and_results_of_builds_are_known() {
    let linked = link(&[
        ("webpack.config.js", "x"),
        ("client/assets/js/a.js", "x"),
        ("app/static/src/b.js", "x"),
        ("app/static/c.js", "x"),
        ("app/static/d.js", "x"),
        ("app/static/d.js.map", "x"),
        ("app/static/e.js", "x"),
        ("app/assets.py", "from flask_assets import Bundle\njs = Bundle('e.js', filters='jsmin', output='gen/all.js')\n"),
    ]);
    let served = |path: &str| (linked.asset(path).served, linked.asset(path).build.is_some());
    assert_eq!(served("client/assets/js/a.js"), (false, true));
    assert_eq!(served("app/static/src/b.js"), (false, true));
    assert_eq!(served("app/static/c.js"), (true, false));
    assert_eq!(served("app/static/d.js"), (true, true));
    assert_eq!(served("app/static/e.js"), (false, true));
}

#[test]
fn a_template_that_compresses_serves_other_bytes() {
    let linked = link(&[
        ("templates/a.html", "{% load compress %}{% compress js %}<script src=/static/a.js></script>{% endcompress %}"),
        ("templates/b.html", "<script src=/static/b.js></script>"),
        ("static/a.js", "x"),
        ("static/b.js", "x"),
    ]);
    assert!(linked.asset("static/a.js").build.is_some());
    assert!(linked.asset("static/b.js").build.is_none());
}

#[test]
fn circles_of_templates_end() {
    let linked = link(&[
        ("templates/a.html", "{% extends 'b.html' %}{% include 'c.html' %}"),
        ("templates/b.html", "{% extends 'a.html' %}{% block x %}{% include 'c.html' %}{% endblock %}"),
        ("templates/c.html", "{% include 'a.html' %}{% block x %}<script src=a.js></script>{% endblock %}"),
    ]);
    assert_eq!(linked.page("templates/c.html").loads[0].section, Section::Unknown);
}
