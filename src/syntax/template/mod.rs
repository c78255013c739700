//! Jinja2 and Django templates with their HTML in one pass.
