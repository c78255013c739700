//! Backends of Django's mail that hand a message on: what looks like sending it leaves a job behind.

use crate::flow::ledger::OutsideRecord;
use crate::model::Model;
use crate::model::delivery::SettingValue;
use crate::rule::Input;

/// Packages whose backends write messages down for a worker.
const QUEUES: [&str; 7] =
    ["djcelery_email", "post_office", "mailer", "djmail", "django_yubin", "async_mail_backend", "email_queue"];
/// Words of a backend of the project that gives its messages to a queue.
const HANDED_ON: [&str; 6] = [".delay(", "apply_async", "enqueue", "huey", "dramatiq", "send_task"];

pub(super) fn takes(call: &OutsideRecord, input: &Input<'_>) -> bool {
    if !call.what.starts_with("django.core.mail") {
        return false;
    }
    let settings = input.model.settings.iter().filter(|setting| setting.name == "django.mail.backend" && setting.production);
    settings.into_iter().any(|setting| match &setting.value {
        SettingValue::Text(backend) => QUEUES.iter().any(|queue| backend.starts_with(queue)) || hands_on(backend, input),
        _ => false,
    })
}

/// The module of the backend is of the tree, and knows a queue.
fn hands_on(backend: &str, input: &Input<'_>) -> bool {
    let Some((module, _)) = backend.rsplit_once('.') else { return false };
    let path = format!("{}.py", module.replace('.', "/"));
    let is_it = |known: &str| known == path || known.strip_suffix(path.as_str()).is_some_and(|rest| rest.ends_with('/'));
    let model: &Model = input.model;
    let found = model.files.iter().position(|file| is_it(&file.path));
    found.is_some_and(|at| HANDED_ON.iter().any(|word| input.texts.get(at).text.contains(word)))
}
