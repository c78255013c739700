//! Native detectors, one file each, grouped as rules/ is; this is their table.

pub mod caching;
pub mod pages;
pub mod queries;
pub mod requests;
pub mod schema;
pub mod serving;
pub mod web_app;

use crate::rule::DetectorTable;

/// Every native detector by the name that a rule file gives.
pub const TABLE: DetectorTable = &[
    ("aggregate-in-application", &queries::rows_used::AggregateInApplication),
    ("backup-asset-shipped", &pages::backup_asset_shipped::BackupAssetShipped),
    ("blocking-call-in-async", &requests::blocking_call_in_async::BlockingCallInAsync),
    ("blocking-script-in-head", &pages::blocking_script_in_head::BlockingScriptInHead),
    ("cartesian-eager-load", &queries::cartesian_eager_load::CartesianEagerLoad),
    ("case-insensitive-lookup-without-functional-index", &schema::searches::CaseInsensitiveLookup),
    ("commit-in-loop", &queries::writes_in_loop::CommitInLoop),
    ("composite-index-missing", &schema::composite_index_missing::CompositeIndexMissing),
    ("concurrent-index-in-transaction", &schema::index_steps::ConcurrentIndexInTransaction),
    ("count-by-loading", &queries::rows_used::CountByLoading),
    ("dev-server-in-production", &serving::dev_server::DevServerInProduction),
    ("django-no-persistent-connections", &serving::django_connections::DjangoNoPersistentConnections),
    ("engine-or-connection-per-request", &requests::connection_per_request::ConnectionPerRequest),
    ("existence-by-load-or-count", &queries::rows_used::ExistenceByLoadOrCount),
    ("external-call-in-transaction", &requests::external_call_in_transaction::ExternalCallInTransaction),
    ("filter-column-not-indexed", &schema::query_columns::FilterColumnNotIndexed),
    ("filter-in-application", &queries::rows_used::FilterInApplication),
    ("fk-not-indexed", &schema::fk_not_indexed::FkNotIndexed),
    ("fork-unsafe-connection", &serving::gunicorn_model::ForkUnsafeConnection),
    ("gevent-with-blocking-driver", &serving::gunicorn_model::GeventWithBlockingDriver),
    ("hidden-query-in-loop", &queries::query_in_loop::HiddenQueryInLoop),
    ("http-client-per-call", &requests::http_client_per_call::HttpClientPerCall),
    ("http-self-call", &requests::http_self_call::HttpSelfCall),
    ("index-build-blocks-writes", &schema::index_steps::IndexBuildBlocksWrites),
    ("index-lost-by-table-rebuild", &schema::index_steps::IndexLostByTableRebuild),
    ("index-on-missing-column", &schema::index_steps::IndexOnMissingColumn),
    ("insert-row-by-row", &queries::writes_in_loop::InsertRowByRow),
    ("lazy-load-in-loop", &queries::lazy_load::LazyLoadInLoop),
    ("lazy-load-in-template-loop", &queries::lazy_load::LazyLoadInTemplateLoop),
    ("leading-wildcard-search", &schema::query_columns::LeadingWildcardSearch),
    ("m2m-reverse-unindexed", &schema::association::M2mReverseUnindexed),
    ("model-migration-index-drift", &schema::drift::ModelMigrationIndexDrift),
    ("nginx-gzip-types-missing", &serving::nginx::GzipTypesMissing),
    ("nginx-upstream-without-keepalive", &serving::nginx::UpstreamWithoutKeepalive),
    ("no-response-compression", &serving::no_response_compression::NoResponseCompression),
    ("non-sargable-predicate", &schema::searches::NonSargablePredicate),
    ("optimisation-not-wired", &caching::optimisation_not_wired::OptimisationNotWired),
    ("outbound-call-without-timeout", &requests::outbound_call_without_timeout::OutboundCallWithoutTimeout),
    ("over-fetch-columns", &queries::columns_used::OverFetchColumns),
    ("pool-smaller-than-concurrency", &serving::pool_smaller_than_concurrency::PoolSmallerThanConcurrency),
    ("pool-without-pre-ping", &serving::pool_without_pre_ping::PoolWithoutPrePing),
    ("prefetch-defeated", &queries::prefetch_defeated::PrefetchDefeated),
    ("query-in-loop", &queries::query_in_loop::QueryInLoop),
    ("redundant-index", &schema::redundant_index::RedundantIndex),
    ("related-object-for-its-key", &queries::related_object_for_its_key::RelatedObjectForItsKey),
    ("resource-loaded-per-request", &requests::resource_loaded_per_request::ResourceLoadedPerRequest),
    ("single-worker", &serving::single_worker::SingleWorker),
    ("slow-side-effect-in-request", &requests::slow_side_effect::SlowSideEffect),
    ("sort-column-not-indexed", &schema::query_columns::SortColumnNotIndexed),
    ("sqlite-not-wal", &serving::sqlite::SqliteNotWal),
    ("sqlite-pragma-unit", &serving::sqlite::SqlitePragmaUnit),
    ("serializer-n-plus-one", &queries::lazy_load::SerializerNPlusOne),
    ("static-without-long-cache", &caching::static_without_long_cache::StaticWithoutLongCache),
    ("table-without-primary-key", &schema::primary_key::TableWithoutPrimaryKey),
    ("unbounded-list-query", &queries::unbounded_list_query::UnboundedListQuery),
    ("unbounded-process-cache", &caching::unbounded_process_cache::UnboundedProcessCache),
    ("unminified-asset", &pages::unminified_asset::UnminifiedAsset),
    ("unused-eager-load", &queries::unused_eager_load::UnusedEagerLoad),
    ("update-row-by-row", &queries::writes_in_loop::UpdateRowByRow),
    ("wide-column-in-list", &queries::columns_used::WideColumnInList),
];
