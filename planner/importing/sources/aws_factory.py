"""AWS Cloud Migration Factory intake: servers with applications, waves and strategies."""

from __future__ import annotations

from planner.importing.sources.base import Source, table_format

__all__ = ["SOURCE"]

_INTAKE = table_format(
    "aws_migration_factory",
    "servers",
    "app_name|server_name",
    "server_name = name | app_name = application | wave_name = wave | r_type = strategy"
    "| server_environment = environment | server_os_version = operating_system"
    "| server_os_family = os_family | server_tier = role | tags = tags | server_fqdn = fqdn"
    "| aws_region = region",
    least=3,
)

SOURCE = Source("aws_migration_factory", (_INTAKE,))
