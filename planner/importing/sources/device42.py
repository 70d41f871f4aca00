"""Device42: devices as its CSV export names them; sockets and the cores of each stand apart."""

from __future__ import annotations

from planner.importing.sources.base import Source, table_format

__all__ = ["SOURCE"]

_DEVICES = table_format(
    "device42",
    "servers",
    "cpucount|cpucore|ram|hddcount",
    "device_name = name | name = name | os = operating_system | cpucount = sockets"
    "| cpucore = cores_each | ram = memory_gib:mb | ip_addresses = ip | tags = tags"
    "| service_level = environment | uuid = machine_id",
)

SOURCE = Source("device42", (_DEVICES,))
