namespace ArchiveTransfer;

/// <summary>Every key the original's dialect has, in every place where it may stand.</summary>
internal static class CompleteOriginalDocument
{
    internal const string Json = """
        { "workflow_name": "nightly-lake", "description": "every key", "version": "2.0.0", "workflow_type": "archive_collection", "environment": "development",
          "dry_run": false, "force_redownload": false, "verbose": true, "matrix_path": "matrix.json", "output_directory": "staging", "local_data_dir": "staging",
          "markets": ["spot", "futures_um", "futures_cm", "options"], "data_types": ["klines", "trades", "aggTrades", "fundingRate", "metrics", "BVOLIndex"],
          "symbols": { "spot": ["BTCUSDT", "ETHUSDT"], "futures_um": ["BTCUSDT"], "futures_cm": ["BTCUSD_PERP"], "options": ["BTCBVOLUSDT"] },
          "intervals": { "klines": ["1m", "1h", "1d"] }, "partitions": ["daily", "monthly"], "default_date": "2025-07-15",
          "date_range": { "start": "2025-07-01", "end": "2025-07-15", "start_date": "2025-07-01", "end_date": "2025-07-15" }, "enable_s3_direct_sync": true,
          "s3_direct_sync_config": { "destination_bucket": "my-lake", "destination_prefix": "binance/archive", "operation_mode": "auto", "batch_size": 100, "max_concurrent": 16,
            "part_size_mb": 50, "enable_batch_mode": true, "enable_resume": true, "cross_region_optimization": true, "enable_incremental": true, "sync_delete": false,
            "preserve_metadata": true, "enable_progress_tracking": true, "s5cmd_extra_args": ["--no-sign-request", "--retry-count=3", "--numworkers=16", "--stat"] },
          "performance_optimization": { "timeout_seconds": 300, "download_checksum": true, "enable_monitoring": true, "enable_metrics_collection": true,
            "max_memory_usage_mb": 500, "max_concurrent": 16, "batch_size": 100, "part_size_mb": 50, "retry_count": 3 },
          "error_handling": { "retry_attempts": 3, "retry_delay_seconds": 60, "enable_graceful_degradation": true, "fallback_to_traditional": true },
          "storage_config": { "provider": "s3", "bucket": "my-lake", "region": "eu-central-1", "enable_encryption": true, "storage_class": "STANDARD" },
          "s3_config": { "region": "eu-central-1", "storage_class": "STANDARD", "use_accelerated_endpoint": false }, "logging": { "level": "INFO" },
          "monitoring": { "enable_real_time_metrics": true, "metrics_collection_interval": 30, "enable_performance_alerts": true, "log_level": "INFO",
            "enable_performance_tracking": true, "enable_cost_tracking": true }, "enable_detailed_logging": false,
          "quality_control": { "enable_checksum_validation": true, "enable_size_verification": true, "max_retry_attempts": 3 },
          "destination_bucket": "my-lake", "destination_prefix": "binance/archive", "operation_mode": "auto", "sync_mode": "copy", "enable_incremental": true,
          "batch_size": 100, "max_parallel_downloads": 16, "part_size_mb": 50, "timeout_seconds": 300, "download_checksum": true, "enable_monitoring": true,
          "enable_batch_mode": true, "enable_resume": true, "retry_attempts": 3, "retry_delay_seconds": 60, "s5cmd_extra_args": ["--no-sign-request", "--retry-count=3", "--numworkers=16", "--stat"] }
        """;
}
