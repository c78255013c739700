//! Queries: N+1 and unbounded lists, judged by what the ledger says each entry pays.

pub mod cartesian_eager_load;
pub mod columns_used;
pub mod common;
pub mod every_request;
pub mod graphql;
pub mod growth;
pub mod lazy_load;
pub mod lazy_words;
pub mod loader_edit;
pub mod loader_option;
pub mod loop_invariant_query;
pub mod loop_text;
pub mod order_by_random;
pub mod passed_by;
pub mod permission_query;
pub mod prefetch_defeated;
pub mod query_in_loop;
pub mod query_method_in_template;
pub mod related_object_for_its_key;
pub mod repeated_query;
pub mod rows_used;
pub mod severity;
pub mod unbounded_list_query;
pub mod unused_eager_load;
pub mod writes_in_loop;
