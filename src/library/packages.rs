//! Packages that bring models to Django projects: what they declare is known, what their methods ask is not.

/// Name, source and other names of each module.
pub const MODULES: &[(&str, &str, &[&str])] = &[
    (
        "treebeard.mp_tree",
        include_str!("stubs/django_trees.py"),
        &["treebeard.ns_tree", "treebeard.al_tree", "mptt.models", "mptt.fields"],
    ),
    ("modelcluster.models", include_str!("stubs/modelcluster.py"), &["modelcluster.fields"]),
    ("taggit.models", include_str!("stubs/taggit.py"), &["taggit.managers"]),
    ("polymorphic.models", include_str!("stubs/django_polymorphic.py"), &[]),
    (
        "model_utils.models",
        include_str!("stubs/model_utils.py"),
        &["model_utils.fields", "django_extensions.db.models", "django_extensions.db.fields", "ordered_model.models"],
    ),
    ("django_celery_beat.models", include_str!("stubs/django_celery_beat.py"), &[]),
    ("oauth2_provider.models", include_str!("stubs/django_oauth_toolkit.py"), &[]),
    (
        "model_utils.managers",
        include_str!("stubs/django_managers.py"),
        &["mptt.managers", "polymorphic.managers", "treebeard.managers"],
    ),
    ("simple_history.models", include_str!("stubs/simple_history.py"), &[]),
    ("swapper", include_str!("stubs/swapper.py"), &[]),
    ("guardian.models", include_str!("stubs/guardian.py"), &[]),
    ("guardian.shortcuts", include_str!("stubs/guardian_shortcuts.py"), &[]),
    (
        "django.contrib.auth.models",
        include_str!("stubs/django_contrib_models.py"),
        &["django.contrib.contenttypes.models", "django.contrib.sites.models", "django.contrib.auth.base_user"],
    ),
];
