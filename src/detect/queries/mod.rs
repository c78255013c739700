//! Queries: N+1 and unbounded lists, judged by what the ledger says each entry pays.

pub mod cartesian_eager_load;
pub mod common;
pub mod lazy_load;
pub mod loader_edit;
pub mod query_in_loop;
pub mod rows_used;
pub mod unbounded_list_query;
pub mod writes_in_loop;
