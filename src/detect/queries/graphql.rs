//! GraphQL: what a request runs, its query decides, and no loop of the tree shows it.

use crate::finding::{NotAssessable, Verdict};
use crate::rule::{Input, Rule};

/// Says of each schema that the rule, which asks how often something runs, cannot judge its resolvers.
pub fn not_assessable(rule: &Rule, input: &Input<'_>, out: &mut Vec<Verdict>) {
    for schema in &input.model.graphql {
        let (line, _) = input.texts.get(schema.place.file.index()).position(schema.place.span.start);
        let subject = format!("{} schema at {}:{line}", schema.library, input.model.path(schema.place.file));
        let cause = "how often the resolvers of a GraphQL schema run, each query decides".to_owned();
        out.push(Verdict::NotAssessable(NotAssessable { rule: rule.id.clone(), subject, cause }));
    }
}
