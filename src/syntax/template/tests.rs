use super::lower;

#[test]
fn hostile_input_is_linear() {
    for piece in [
        "{{",
        "{% if",
        "{% if x %}",
        "{{ ( }}",
        "{{ \" }}",
        "{{ {",
        "<script ",
        "<script>",
        "<a b='",
        "{% raw %}",
        "{% endfor %}",
        "{% elif x %}",
        "{{ a.b",
        "((((",
        "not ",
        "{#",
        "<!--",
        "{% for a in b %}{% else %}",
    ] {
        let started = std::time::Instant::now();
        lower("x.html", &piece.repeat(80_000));
        lower("x.html", &format!("{{{{ {} }}}}", piece.repeat(80_000)));
        lower("x.html", &format!("{{% load x %}}{}", piece.repeat(80_000)));
        eprintln!("{piece}: {:?}", started.elapsed());
        assert!(started.elapsed().as_secs() < 10, "{piece}");
    }
}
